"""Words of libraries that the portal says itself: their German calls the reader "du", or one library's words hide another's.

`gettext` finds the portal's own texts before those of any library, wherever the library asks for them.
"""

from django.utils.translation import gettext_noop

#: Forms of Django, whose words those of the REST framework hide.
FORMS = (
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
)
#: Accounts: forms and messages of allauth.
ACCOUNTS = (
    gettext_noop("You must type the same password each time."),
    gettext_noop("You must type the same email each time."),
    gettext_noop("Please type your current password."),
    gettext_noop("Please select only one."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("You cannot remove your primary email address (%(email)s)."),
    gettext_noop("You cannot remove your primary email address."),
    gettext_noop("You cannot add more than %d email addresses."),
    gettext_noop("Your primary email address must be verified."),
    gettext_noop("Your account has no verified email address."),
    gettext_noop("Your email address is still pending verification."),
)

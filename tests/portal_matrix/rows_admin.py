"""What the secretariat gets in the administration: by the last word of the address's name, or by the name itself."""

#: Possible answers to a GET; objects are asked for by a number that does not exist.
SECRETARIAT: dict[str, set[int | str]] = {
    "index": {200},
    "login": {200, 302},
    "logout": {200, 302, 405},
    "password_change": {200},
    "auth_user_password_change": {302, 403, 404},
    "password_change_done": {200},
    "autocomplete": {200, 403, 404},
    "jsi18n": {200},
    "language": {200, 302, 405},
    "view_on_site": {404},
    "app_list": {200},
    "partnerships_matchround_changelist": {302},  # to the pages of the rounds
    "knowledge_knowledgeproduct_version": {404},
    "knowledge_knowledgeproduct_return": {405},
    "*_changelist": {200},
    "*_add": {200, 403},
    "*_change": {302, 404},
    "*_delete": {302, 403, 404},
    "*_history": {302, 403, 404},
    "*_undo": {302, 404, 405},
    "*_step": {302, 400, 404, 405},
    "*_restore": {302, 404, 405},
    "*_export": {200, 404, 405},
    "*_import": {200, 302, 403},
    "*_save": {302, 405},
    "*_remove": {302, 404, 405},
    "*_write": {302, 404, 405},
    "*_upload": {200, 302, 405},
    "*_report": {302, 404},
    "*_answer": {302, 404, 405},
    "*_decide": {302, 404, 405},
    "*_programme": {404},
    "*_plan": {404, 405},
    "*_release": {404, 405},
}
#: Not addresses of a page.
WITHOUT_A_PAGE: set[str] = set()

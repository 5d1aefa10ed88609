"""What pages say about the second factor."""

from django import template
from django.template.context import Context

from accounts import second_factor

register = template.Library()


@register.simple_tag
def second_factor_is_only_offered() -> bool:
    """Whether this is the example world, where the password alone is enough."""
    return second_factor.is_only_offered()


@register.simple_tag(takes_context=True)
def second_factor_is_required(context: Context) -> bool:
    """Whether the reader must have a second factor."""
    user = context["request"].user
    return user.is_authenticated and second_factor.is_required(user)

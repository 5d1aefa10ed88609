"""Addresses of the workspace of a working group, below the language prefix."""

from django.urls import path

from actors.views_workspace import joining, room

GROUP = "working-groups/<slug:slug>/"
ROOM = GROUP + "workspace/"

urlpatterns = [
    path(GROUP + "join/", joining.ask, name="working-group-join"),
    path(GROUP + "join/<int:pk>/answer/", joining.answer, name="working-group-join-answer"),
    path(GROUP + "join/<int:pk>/withdraw/", joining.withdraw, name="working-group-join-withdraw"),
    path(ROOM, room.workspace, name="working-group-workspace"),
    path(ROOM + "plans/new/", room.plan_new, name="working-group-plan-new"),
    path(ROOM + "plans/<int:pk>/remove/", room.plan_remove, name="working-group-plan-remove"),
    path(ROOM + "plans/<int:pk>/steps/new/", room.step_new, name="working-group-step-new"),
    path(ROOM + "steps/<int:pk>/mark/", room.step_mark, name="working-group-step-mark"),
    path(ROOM + "steps/<int:pk>/remove/", room.step_remove, name="working-group-step-remove"),
    path(ROOM + "files/new/", room.file_new, name="working-group-file-new"),
    path(ROOM + "files/<int:pk>/remove/", room.file_remove, name="working-group-file-remove"),
    path(ROOM + "members/<int:pk>/end/", room.member_end, name="working-group-member-end"),
]

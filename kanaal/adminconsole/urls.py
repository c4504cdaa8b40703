"""Addresses of the Admin Console, below `/console/`."""

from __future__ import annotations

from django.urls import path

from kanaal.adminconsole.views import administrators, commitment, directory, home, importing, joining, switch, users

urlpatterns = [
    path("", home.home, name="admin-console"),
    path("licences/<str:sku>/", home.licence, name="console-licence"),
    path("payment/", home.payment, name="console-payment"),
    path("timeline/", home.timeline, name="console-timeline"),
    # who administers it
    path("administrators/", administrators.listed, name="console-administrators"),
    path("administrators/invite/", administrators.invite, name="console-invite-administrator"),
    path("administrators/primary/", administrators.change_primary, name="console-change-primary"),
    path("administrators/<int:pk>/end/", administrators.dismiss, name="console-dismiss-administrator"),
    path(
        "administrators/invitations/<int:pk>/sending/",
        administrators.send_again,
        name="console-send-administrator-again",
    ),
    path(
        "administrators/invitations/<int:pk>/withdrawal/",
        administrators.withdraw,
        name="console-withdraw-administrator",
    ),
    path("join/mine/<int:pk>/", joining.mine, name="accept-my-administration"),
    path("join/mine/<int:pk>/terms/", joining.mine_terms, name="accept-my-administration-terms"),
    path("join/mine/<int:pk>/decline/", joining.decline, name="decline-administration"),
    path("join/<str:secret>/", joining.invited, name="accept-administration"),
    path("join/<str:secret>/terms/", joining.invited_terms, name="accept-administration-terms"),
    # users and what they are given
    path("users/", users.listed, name="console-users"),
    path("users/export.csv", users.export, name="console-export-users"),
    path("users/new/", users.new, name="console-new-user"),
    path("users/import/", importing.choose, name="console-import"),
    path("users/import/taking-in/", importing.take_in, name="console-take-in"),
    path("users/licences/giving/", users.give, name="console-give"),
    path("users/licences/taking/", users.take, name="console-take"),
    path("users/<int:pk>/", users.one, name="console-user"),
    path("users/<int:pk>/removal/", users.remove, name="console-remove-user"),
    path("users/<int:pk>/licences/<str:sku>/giving/", users.give_one, name="console-give-one"),
    path("users/<int:pk>/licences/<str:sku>/taking/", users.take_one, name="console-take-one"),
    # the customer's directory
    path("groups/", directory.groups, name="console-groups"),
    path("groups/<int:pk>/", directory.group, name="console-group"),
    path("directory/", directory.directory, name="console-directory"),
    path("directory/tokens/<int:pk>/revocation/", directory.revoke, name="console-revoke-token"),
    # the reseller
    path("reseller/", switch.switch, name="console-switch"),
    path("reseller/code/", switch.give, name="console-give-consent"),
    path("reseller/code/<int:pk>/withdrawal/", switch.withdraw, name="console-withdraw-consent"),
    path("commitment/", commitment.commitment, name="admin-commitment"),
    path("commitment/acceptance/", commitment.accept, name="console-accept-commitment"),
    path("commitment/decline/", commitment.decline, name="console-decline-commitment"),
]

"""Signing in and what belongs to it: allauth's views with our pages.

The list is written out, so that one sees which of allauth's doors are open here, and each names its template, so that
none of allauth's own can be reached. The url names are allauth's: its views and ours find each other by them.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as external
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from kanaal.people.views import ids


def page(template: str) -> str:
    return f"people/id/{template}.html"


urlpatterns: list[URLPattern] = [
    path("sign-in/", account.LoginView.as_view(template_name=page("sign_in")), name="account_login"),
    path("new/", ids.SignUp.as_view(template_name=page("sign_up")), name="account_signup"),
    path("sign-out/", account.LogoutView.as_view(template_name=page("sign_out")), name="account_logout"),
    path("inactive/", account.AccountInactiveView.as_view(template_name=page("inactive")), name="account_inactive"),
    path(
        "address/",
        account.ConfirmEmailVerificationCodeView.as_view(template_name=page("verify_address")),
        name="account_email_verification_sent",
    ),
    path("addresses/", account.EmailView.as_view(template_name=page("addresses")), name="account_email"),
    path(
        "again/",
        account.ReauthenticateView.as_view(template_name=page("again_password")),
        name="account_reauthenticate",
    ),
]

urlpatterns += [  # passwords
    path(
        "password/",
        account.PasswordChangeView.as_view(template_name=page("password_change")),
        name="account_change_password",
    ),
    path(
        "password/set/",
        account.PasswordSetView.as_view(template_name=page("password_set")),
        name="account_set_password",
    ),
    path(
        "password/forgotten/",
        account.PasswordResetView.as_view(template_name=page("password_forgotten")),
        name="account_reset_password",
    ),
    path(
        "password/forgotten/mail/",
        account.PasswordResetDoneView.as_view(template_name=page("password_mail")),
        name="account_reset_password_done",
    ),
    path(
        "password/new/done/",
        account.PasswordResetFromKeyDoneView.as_view(template_name=page("password_done")),
        name="account_reset_password_from_key_done",
    ),
    re_path(  # the id never holds a dash, the key does
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(template_name=page("password_new")),
        name="account_reset_password_from_key",
    ),
]

urlpatterns += [  # the second step, and passkeys
    path("security/", ids.Security.as_view(template_name=page("security")), name="mfa_index"),
    path("second-step/", mfa.AuthenticateView.as_view(template_name=page("second_step")), name="mfa_authenticate"),
    path("again/code/", mfa.ReauthenticateView.as_view(template_name=page("again_code")), name="mfa_reauthenticate"),
    path("app/add/", ids.AddApp.as_view(template_name=page("app_add")), name="mfa_activate_totp"),
    path("app/remove/", totp.DeactivateTOTPView.as_view(template_name=page("app_remove")), name="mfa_deactivate_totp"),
    path("codes/", codes.ViewRecoveryCodesView.as_view(template_name=page("codes")), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        codes.GenerateRecoveryCodesView.as_view(template_name=page("codes_new")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/download/",
        codes.DownloadRecoveryCodesView.as_view(template_name="people/id/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path(
        "passkeys/add/",
        keys.AddWebAuthnView.as_view(template_name=page("passkey_add"), initial={"passwordless": True}),
        name="mfa_add_webauthn",
    ),
    path(
        "passkeys/<int:pk>/",
        keys.EditWebAuthnView.as_view(template_name=page("passkey_edit")),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        keys.RemoveWebAuthnView.as_view(template_name=page("passkey_remove")),
        name="mfa_remove_webauthn",
    ),
    path("passkeys/sign-in/", ids.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path(
        "again/passkey/",
        ids.PasskeyAgain.as_view(template_name=page("again_passkey")),
        name="mfa_reauthenticate_webauthn",
    ),
]

if mfa_settings.PASSKEY_SIGNUP_ENABLED:
    urlpatterns += [
        path(
            "new/passkey/",
            account.SignupByPasskeyView.as_view(template_name=page("sign_up_passkey")),
            name="account_signup_by_passkey",
        ),
        path(
            "new/passkey/make/",
            keys.SignupWebAuthnView.as_view(template_name=page("passkey_new")),
            name="mfa_signup_webauthn",
        ),
    ]

urlpatterns += [  # signing in with the ID of one's company (OpenID Connect), where the settings name one
    path("company/new/", external.SignupView.as_view(template_name=page("company_new")), name="socialaccount_signup"),
    path(
        "company/cancelled/",
        external.LoginCancelledView.as_view(template_name=page("company_cancelled")),
        name="socialaccount_login_cancelled",
    ),
    path(
        "company/failed/",
        external.LoginErrorView.as_view(template_name=page("company_failed")),
        name="socialaccount_login_error",
    ),
    path("company/<str:provider_id>/", ids.company, name="openid_connect_login"),
    path("company/<str:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path(
        "connected/",
        external.ConnectionsView.as_view(template_name=page("connected")),
        name="socialaccount_connections",
    ),
]

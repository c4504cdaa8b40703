"""Settings of an installation. Everything that differs between installations is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from kanaal.core.i18n.compile import compiled
from kanaal.site.environment import database, flag, languages, secret, words

BASE = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("KANAAL_VAR", BASE / "var"))
(VAR / "static").mkdir(parents=True, exist_ok=True)

# --- what kind of installation this is
DEMO = flag("KANAAL_DEMO")
DEBUG = flag("KANAAL_DEBUG")
TESTING = flag("KANAAL_TESTING")
PRODUCTION = not (DEMO or DEBUG or TESTING)

KANAAL_URL = os.environ.get("KANAAL_URL", "http://localhost:8000")
KANAAL_MAIL_DOMAIN = os.environ.get("KANAAL_MAIL_DOMAIN", "kanaal.localhost")
KANAAL_CLOCK_MOVABLE = flag("KANAAL_CLOCK_MOVABLE", default=DEMO or TESTING)
KANAAL_PROGRAMMES = Path(os.environ.get("KANAAL_PROGRAMMES", BASE / "programmes"))
# The seal's signing key and the secret key lie outside the database.
KANAAL_KEYS = Path(os.environ.get("KANAAL_KEYS", VAR / "keys"))

SECRET_KEY = secret("SECRET_KEY", KANAAL_KEYS)
ALLOWED_HOSTS = words("KANAAL_HOSTS") or (["*"] if not PRODUCTION else ["localhost"])
CSRF_TRUSTED_ORIGINS = [KANAAL_URL] if KANAAL_URL.startswith("https://") else []

# --- the house
MODULES = [
    "core", "programme", "people", "helpdesk", "catalogue", "partners", "levels", "cases", "customers",
    "bankdetails", "distributors", "training", "pricing", "licensing", "contracts", "sales", "deals", "sellthrough",
    "resellerconsole", "adminconsole", "nfr", "distribution", "licensingwebsite", "rebates",
    "helpcentre", "desk", "portal", "site",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "kanaal.core.jobs",
    *[f"kanaal.{m}" for m in MODULES],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kanaal.core.middleware.ContentSecurityPolicy",
    "kanaal.core.middleware.SecretAddresses",
    "kanaal.core.middleware.NoNul",
    "kanaal.core.middleware.Clock",
    "kanaal.programme.middleware.SteadyProgramme",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kanaal.people.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kanaal.people.middleware.ActingAs",
    "kanaal.core.middleware.Refusals",
]

ROOT_URLCONF = "kanaal.site.urls"
WSGI_APPLICATION = "kanaal.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kanaal.core.pages.shell",
            ],
        },
    },
    {
        # Mails are light Markdown, quoted by the outbox: HTML escaping would show `&amp;` in the text part.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "mail",
        "APP_DIRS": True,
        "OPTIONS": {"autoescape": False},
    },
]

# --- database and cache
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), VAR / "kanaal.sqlite3")}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Sign-in's limits are counted here. A small table would be emptied by whoever fills it.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
TASKS = {"default": {"BACKEND": "kanaal.core.jobs.backend.JobBackend"}}

# --- people
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed only; never outside the tests
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "kanaal.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "public-home"
ACCOUNT_ADAPTER = "kanaal.people.adapter.AccountAdapter"
MFA_ADAPTER = "kanaal.people.adapter_mfa.MFAAdapter"  # encrypts the secrets of second steps
SOCIALACCOUNT_ADAPTER = "kanaal.people.adapter_company.CompanyAdapter"
# Behind a proxy the browser's address is the one that the proxy names; else all limits would count the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("KANAAL_BEHIND_PROXY") else 0
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kanaal.people.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an open session alone changes no address and no way to sign in
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kanaal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if os.environ.get("KANAAL_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": os.environ.get("KANAAL_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ.get("KANAAL_OIDC_CLIENT", ""),
                "secret": os.environ.get("KANAAL_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ["KANAAL_OIDC_URL"]},
            }
        ],
    }

# --- languages: one for each folder in kanaal/locale, so that a new one needs no code (L1)
LANGUAGE_CODE = "en"
_CATALOGUES = [BASE / "kanaal" / "locale", *[Path(p) for p in words("KANAAL_LOCALE_PATHS")]]
LOCALE_PATHS = compiled(_CATALOGUES, VAR / "locale")
LANGUAGES = languages(_CATALOGUES)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Amsterdam")

# --- mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("KANAAL_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("KANAAL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KANAAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KANAAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("KANAAL_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KANAAL_MAIL_FROM", f"Kanaal <no-reply@{KANAAL_MAIL_DOMAIN}>")
# Mail in: the helpdesk's mailbox, its address (answers go to helpdesk+SECRET@…), and the server of ours whose
# Authentication-Results are believed.
KANAAL_IMAP_URL = os.environ.get("KANAAL_IMAP_URL", "")
KANAAL_HELPDESK_ADDRESS = os.environ.get("KANAAL_HELPDESK_ADDRESS", "")
KANAAL_MAIL_AUTHSERV = os.environ.get("KANAAL_MAIL_AUTHSERV", "")

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# --- doors
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kanaal.core.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = flag("KANAAL_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("KANAAL_BEHIND_PROXY") else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KANAAL_LOG", "INFO" if PRODUCTION else "WARNING")},
}

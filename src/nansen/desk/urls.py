"""Every address of the desk.

Search is POST, and no name ever stands in an address. Of allauth only what an officer needs has one: no signing up, no
mail, and a lost password is the head of the office's matter.
"""

from allauth.account import views as account
from django.urls import include, path

from nansen.desk.pages import assign, board, case, entry, forms, here, ledger, purpose, search, tasks

urlpatterns = [
    path("", board.show, name="desk"),
    path("here/", here.say, name="here"),
    path("purpose/", purpose.choose, name="purpose"),
    path("search/", search.show, name="search"),
    path("create/", search.create, name="create"),
    path("file/<slug:file>/", case.show, name="case"),
    path("file/<slug:file>/form/<slug:form>/", forms.fill, name="form"),
    path("file/<slug:file>/assign/", assign.give, name="assign"),
    path("new/<slug:kind>/", forms.new, name="new"),
    path("entry/<int:number>/", entry.show, name="entry"),
    path("entry/<int:number>/proof/", ledger.proof, name="proof"),
    path("tasks/", tasks.show, name="tasks"),
    path("ledger/", ledger.show, name="ledger"),
    path("ledger/checkpoint", ledger.checkpoint, name="checkpoint"),
    path("ledger/vkey", ledger.vkey, name="vkey"),
    path("language/", include("django.conf.urls.i18n")),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
]

"""Addresses of the workbench and of acts."""

from django.urls import path

from jiqun.casework import chain_pages, views
from jiqun.casework.account import views as account
from jiqun.casework.mailing import contact
from jiqun.casework.passwords import views as passwords
from jiqun.casework.saved import views as saved
from jiqun.casework.searching import views as searching
from jiqun.casework.staffing import views as staffing
from jiqun.casework.standing_in import views as standing_in
from jiqun.casework.together import views as together
from jiqun.casework.watching import views as watching

app_name = "casework"
urlpatterns = [
    path("work/", views.workbench, name="workbench"),
    path("open/<slug:procedure_name>/", views.opening, name="open"),
    path("matter/<str:pk>/", views.matter, name="matter"),
    path("chains/", chain_pages.chains, name="chains"),
    path("chains/new/", chain_pages.draft, name="draft-chain"),
    path("chains/<uuid:pk>/", chain_pages.chain, name="chain"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/second-step/", account.enrol, name="second-step"),
    path("account/sessions/", account.end_sessions, name="end-sessions"),
    path("account/<uuid:pk>/", account.entered, name="account-entered"),
    path("watch/<uuid:pk>/", watching.watch, name="watch"),
    path("account/calendar/", watching.open_calendar, name="open-calendar"),
    path("account/calendar/<uuid:pk>/", watching.calendar_entered, name="calendar-entered"),
    path("calendar/<uuid:pk>/<str:token>.ics", watching.tasks_calendar, name="tasks-calendar"),
    path("together/", together.together, name="together"),
    path("views/", saved.views, name="views"),
    path("search/", searching.search, name="search"),
    path("stand-ins/", standing_in.stand_ins, name="stand-ins"),
    path("stand-ins/new/", standing_in.appoint, name="appoint-stand-in"),
    path("stand-ins/<uuid:pk>/", standing_in.stand_in, name="stand-in"),
    path("staff/", staffing.staff, name="staff"),
    path("staff/workbook/", staffing.workbook, name="staff-workbook"),
    path("staff/import/", staffing.bring_in, name="staff-import"),
    path("staff/links/", staffing.links, name="staff-links"),
    path("staff/<uuid:pk>/", staffing.change, name="staff-change"),
    path("contact/", contact.contact, name="contact"),
    path("contact/<uuid:pk>/", contact.entered, name="contact-entered"),
    path("passwords/first/", passwords.first, name="first-password"),
    path("passwords/reset/", passwords.reset, name="password-reset"),
    path("passwords/<uuid:pk>/", passwords.link, name="password-link"),
    path("password/<slug:token>/", passwords.choose, name="choose-password"),
    path("do/<slug:procedure_name>/<str:pk>/<slug:name>/", views.act, name="act"),
]

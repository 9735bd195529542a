"""The public's addresses."""

from django.urls import path

from jiqun.portal import cards, decisions, feeds, map_pages, notices, open_data, receipts, showcase, sitemap, views
from jiqun.portal.help import views as handbook
from jiqun.portal.selfcheck import views as selfcheck

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("card.png", cards.site, name="site-card"),
    path("notices/", views.notices, name="notices"),
    path("notices/<uuid:pk>/", notices.notice, name="notice"),
    path("notices/<uuid:pk>/card.png", cards.notice, name="notice-card"),
    path("notices/<uuid:pk>/editions/<int:number>/", notices.edition, name="notice-edition"),
    path("notices/<uuid:pk>/editions/<int:number>/attachment/", notices.attachment, name="notice-attachment"),
    path("lists/", views.lists, name="lists"),
    path("lists/<str:level>/<path:batch>/", views.announced_list, name="list"),
    path("directory/", views.directory, name="directory"),
    path("directory/<uuid:pk>/", views.cluster, name="cluster"),
    path("directory/<uuid:pk>/card.png", cards.cluster, name="cluster-card"),
    path("map/", map_pages.tiles, name="map"),
    path("map/standard/", map_pages.standard, name="standard-map"),
    path("map/standard/picture/", map_pages.standard_picture, name="standard-map-picture"),
    path("cases/", showcase.showcase, name="showcase"),
    path("cases/brands/", showcase.brands, name="brands"),
    path("cases/pictures/<uuid:pk>/", showcase.picture, name="case-picture"),
    path("cases/<uuid:pk>/", showcase.case, name="case"),
    path("open-data/", open_data.about, name="open-data"),
    path("open-data/clusters.csv", open_data.as_csv, name="open-csv"),
    path("open-data/clusters.json", open_data.as_json, name="open-json"),
    path("open-data/clusters.schema.json", open_data.schema, name="open-schema"),
    path("open-data/figures.csv", open_data.figures_csv, name="open-figures"),
    path("feeds/news.atom", feeds.NewsFeed(), name="news"),
    path("feeds/dates.ics", feeds.dates, name="dates"),
    path("sitemap.xml", sitemap.site_map, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("help/", handbook.contents, name="help"),
    path("help/<slug:slug>/", handbook.one, name="help-chapter"),
    path("measure/", views.measure, name="measure"),
    path("measure/<slug:pk>/", views.measure, name="measure-text"),
    path("self-check/", selfcheck.workbook, name="self-check"),
    path("self-check/figures/", selfcheck.figures, name="self-check-figures"),
    path("self-check/again/", selfcheck.again, name="self-check-again"),
    path("self-check/template.xlsx", selfcheck.template, name="self-check-template"),
    path("journal/", views.journal, name="journal"),
    path("verify/", receipts.check, name="receipt"),
    path("verify/recognition/<uuid:pk>/", views.recognition, name="recognition"),
    path("decisions/<uuid:pk>/", decisions.decision, name="decision"),
    path("verify/key/", receipts.key, name="receipt-key"),
]

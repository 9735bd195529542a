"""A cluster's boundary (A3, A13.2, A17.4): uploaded or drawn, measured, held against county and neighbours, filed."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Role
from jiqun.boundaries.models import Boundary
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.geography.systems import to_gcj02
from jiqun.journal.models import Entry
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Cluster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, approver, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db
INSIDE = "114.40, 23.08\n114.45, 23.08\n114.45, 23.12\n114.40, 23.12"
"""About 22.7 km² in 惠城区."""
BEYOND = "114.40, 23.08\n115.10, 23.08\n115.10, 23.12\n114.40, 23.12"


@pytest.fixture
def cluster() -> Cluster:
    return application_of(start(open_round())).cluster


def file(cluster: Cluster, outline: str = INSIDE, key: str = "file", by: str = HUICHENG, **more: str) -> Boundary:
    payload = {"cluster": str(cluster.pk), "system": "cgcs2000", "outline": outline, **more}
    done = open_matter("boundary", by=officer(by), payload=payload, key=key, now=NOW)
    row: Boundary = done.subject
    return row


def page(client: Client, cluster: Cluster, **sent: object) -> tuple[int, str]:
    url = reverse("boundaries:boundary", args=[cluster.pk])
    answer = client.post(url, {"system": "cgcs2000", "key": "k", "cluster": str(cluster.pk), **sent}, follow=True)
    return answer.status_code, answer.content.decode()


def test_boundary_is_measured_and_journalled_as_it_is_filed(cluster: Cluster) -> None:
    """A13.2: the geodesic area."""
    row = file(cluster)
    assert (row.number, 22_600_000 < row.area_m2 < 22_800_000, row.outside_m2, row.overlaps) == (1, True, 0, [])
    assert Entry.objects.order_by("-seq").first() is not None
    assert file(cluster, BEYOND, key="again").number == 2
    assert Boundary.objects.get(number=1).sha256 == row.sha256, "what was filed stays"


def test_line_that_crosses_itself_is_refused_and_nothing_is_kept(cluster: Cluster) -> None:
    with pytest.raises(Invalid, match="自相交"):
        file(cluster, "114.40, 23.08\n114.45, 23.12\n114.45, 23.08\n114.40, 23.12")
    assert not Boundary.objects.exists()


def test_only_the_county_itself_files_its_boundary(cluster: Cluster, client: Client) -> None:
    with pytest.raises(Refusal, match="由集群所在地的县级经办报备"):
        file(cluster, by=HUIDONG)
    for stranger in (officer(HUIZHOU), approver(HUICHENG)):
        client.force_login(stranger)
        assert page(client, cluster, outline=INSIDE, file_it="1")[0] == 404
    client.force_login(officer(HUIDONG))
    assert client.get(reverse("boundaries:boundary", args=[cluster.pk])).status_code == 404
    client.force_login(account(Role.EXPERT, None))
    assert client.get(reverse("boundaries:boundary", args=[cluster.pk])).status_code == 404


def test_land_beyond_the_county_is_a_warning_with_its_share(cluster: Cluster, client: Client) -> None:
    """A3: within one county; a warning, never a refusal."""
    client.force_login(officer(HUICHENG))
    status, html = page(client, cluster, outline=BEYOND, preview="1")
    assert status == 200 and "在本县级区划之外" in html and "尚未报备" in html
    assert "超过 100 平方公里" in html
    assert not Boundary.objects.exists(), "a preview files nothing"


def test_overlap_with_the_same_industry_names_the_other_only_to_who_may_see_it(
    cluster: Cluster, client: Client
) -> None:
    row = open_round("2025-R2")
    same = application_of(start(row, officer(HUIDONG), "same", name="惠东电子集群", lead_codes="3981")).cluster
    other = application_of(start(row, officer(HUIDONG), "other", name="惠东鞋业集群", lead_codes="195")).cluster
    for n, each in enumerate((same, other)):
        file(each, key=f"o{n}", by=HUIDONG)
    client.force_login(officer(HUICHENG))
    html = page(client, cluster, outline=INSIDE, preview="1")[1]
    assert html.count("同一主导产业") == 1 and "与同一主导产业的另一集群重叠" in html and "惠东电子集群" not in html
    file(cluster)
    client.force_login(officer(HUIZHOU))
    html = client.get(reverse("boundaries:boundary", args=[cluster.pk])).content.decode()
    assert "与同一主导产业的“惠东电子集群”重叠" in html


def test_upload_is_read_previewed_and_kept_as_it_came(cluster: Cluster, client: Client) -> None:
    client.force_login(officer(HUICHENG))
    ring = [[float(part) for part in line.split(",")] for line in INSIDE.splitlines()]
    data = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}).encode()
    status, html = page(client, cluster, file=SimpleUploadedFile("范围.geojson", data), read="1")
    assert status == 200 and "平方公里（尚未报备）" in html and "范围.geojson" in html
    status, html = page(client, cluster, file=SimpleUploadedFile("范围.dwg", b"x"), read="1")
    assert status == 422 and "不接收“范围.dwg”" in html
    assert page(client, cluster, read="1")[0] == 422


def test_coordinates_of_web_maps_are_suspected_when_that_would_bring_them_home(
    cluster: Cluster, client: Client
) -> None:
    """GCJ-02 flagged: a line along the county's edge that leaves it by the shift alone."""
    from jiqun.geography.outlines import outline_of

    county = outline_of(HUICHENG)
    assert county is not None
    part = max(county.geoms, key=lambda each: each.area).simplify(0.002)
    shifted = [to_gcj02((x, y)) for x, y, *_ in part.buffer(-0.002).exterior.coords]
    client.force_login(officer(HUICHENG))
    html = page(client, cluster, outline="\n".join(f"{x}, {y}" for x, y in shifted), preview="1")[1]
    assert "坐标疑为 GCJ-02" in html


def test_boundary_goes_out_as_geojson_to_its_territory_only(cluster: Cluster, client: Client) -> None:
    url = reverse("boundaries:geojson", args=[file(cluster).pk])
    for who, status in ((officer(HUICHENG), 200), (officer(HUIZHOU), 200), (officer(HUIDONG), 404)):
        client.force_login(who)
        assert client.get(url).status_code == status


def test_boundary_page_costs_a_fixed_number_of_queries(
    cluster: Cluster, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    file(cluster)
    client.force_login(officer(HUICHENG))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("boundaries:boundary", args=[cluster.pk])).status_code == 200

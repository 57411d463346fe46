"""The probe: single addresses, fetched with the manners of the crawl."""

from loopback import Answer, Site

from crawler.probe import Ask, Fetcher


def test_manners_fences_and_patience():
    pages = {
        "/": Answer("front", headers={"Content-Type": "text/html"}),
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed\n"),
        "/closed": Answer("closed"),
        "/away": Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        "/moved": Answer(status=302, headers={"Location": "/"}),
        "/sick": Answer("sick", 500),
    }
    slow_rules = Answer("User-agent: *\nCrawl-delay: 3600\n")
    with Site(pages) as site, Site({"/robots.txt": slow_rules}) as slow, Fetcher() as fetch:
        asks = [Ask(url=site.url + path, hosts=(site.url,), delay=0) for path in pages if path != "/robots.txt"]
        rules = Ask(url=f"{site.url}/robots.txt", hosts=(site.url,), delay=0, robots=True)
        elsewhere = Ask(url=f"{slow.url}/", hosts=(site.url,), delay=0)
        answers = fetch([*asks, rules, elsewhere])
        found = {answer.url.removeprefix(site.url): answer for answer in answers}
        assert (found["/"].status, found["/"].body, found["/"].headers["content-type"]) == (200, b"front", "text/html")
        assert found["/closed"].error == "Forbidden by robots.txt"
        assert "/closed" not in site.paths()
        assert found["/robots.txt"].body.startswith(b"User-agent")
        assert "private network" in str(found["/away"].error)
        assert (found["/moved"].final, found["/moved"].good) == (f"{site.url}/", True)
        assert (found["/sick"].status, found["/sick"].answered, found["/sick"].good) == (500, True, False)
        assert answers[-1].error is not None
        assert slow.paths() == []
        impatient = [Ask(url=f"{slow.url}/{n}", hosts=(slow.url,), delay=0, patience=1.5) for n in range(2)]
        assert any("no answer within" in str(answer.error) for answer in fetch(impatient))

"""A made-up site of N articles, and the same site for Hugo: `corpus.py digest|hugo N FOLDER [--seed S]`.

Standard library only. The texts are drawn from word lists of our own by a seeded generator, so that two runs write the
same bytes. Both sites have the same articles (front matter and Markdown), one page each, and pages for events, sources,
languages, topics, an archive, a front page, feeds and a sitemap; Hugo's templates show the same parts as the default theme.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

LANGUAGES = {
    "en": "harbour council minister bridge storm vote river budget teacher market railway doctor village engineer border night morning report window season grain police mayor tunnel letter island water school court signal talks truce ferry station forest tower light glass street number winter".split(),
    "de": "hafen rat minister brücke sturm wahl fluss haushalt lehrerin markt bahn ärztin dorf ingenieur grenze nacht morgen bericht fenster saison getreide polizei stadt tunnel brief insel wasser schule gericht signal gespräche fähre bahnhof wald turm licht glas straße zahl winter".split(),
    "fr": "port conseil ministre pont tempête vote fleuve budget école marché chemin médecin village ingénieur frontière nuit matin rapport fenêtre saison blé police maire tunnel lettre île eau tribunal signal trêve bac gare forêt tour lumière verre rue nombre hiver".split(),
    "ru": "порт совет министр мост буря выборы река бюджет учитель рынок дорога врач деревня инженер граница ночь утро доклад окно сезон зерно полиция мэр тоннель письмо остров вода школа суд сигнал переговоры паром вокзал лес башня свет стекло улица число зима".split(),
    "ar": "ميناء مجلس وزير جسر عاصفة تصويت نهر ميزانية معلم سوق طريق طبيب قرية مهندس حدود ليل صباح تقرير نافذة موسم قمح شرطة نفق رسالة جزيرة ماء مدرسة محكمة إشارة محادثات هدنة عبارة محطة غابة برج ضوء زجاج شارع رقم شتاء".split(),
    "zh": "港口 议会 部长 大桥 风暴 投票 河流 预算 教师 市场 铁路 医生 村庄 工程师 边境 夜晚 早晨 报告 窗户 季节 粮食 警察 市长 隧道 信件 岛屿 用水 学校 法院 信号 会谈 停火 渡轮 车站 森林 高塔 灯光 玻璃 街道 冬天".split(),
}
SHARES = ["en"] * 8 + ["de"] * 3 + ["fr"] * 3 + ["ru"] * 2 + ["ar"] * 2 + ["zh"] * 2
TOPICS = "economy weather transport science courts sport culture health schools energy".split()


@dataclass(frozen=True)
class Story:
    """One article: front matter values and Markdown."""

    id: str
    title: str
    lang: str
    day: date
    source: str
    event: str
    tags: tuple[str, ...]
    body: str


def make_stories(count: int, seed: int = 1) -> list[Story]:
    """Return `count` articles, about three to an event, about 40 sources, a year of days; bodies of about 3 kB."""
    rng = random.Random(seed)  # noqa: S311  # made-up texts are no secret
    stories = []
    number = 0
    while len(stories) < count:
        number += 1
        day = date(2025, 1, 1) + timedelta(days=rng.randrange(365))
        for _ in range(min(rng.choice((1, 1, 2, 3, 4, 7)), count - len(stories))):
            lang = rng.choice(SHARES)
            title = _sentence(rng, lang, rng.randrange(5, 11)).rstrip(".。")
            source = f"outlet-{rng.randrange(max(4, min(40, count // 25)))}"
            tags = tuple(sorted(rng.sample(TOPICS, rng.randrange(3))))
            ident = f"story-{len(stories):06}"
            published = day + timedelta(days=rng.randrange(3))
            stories.append(Story(ident, title, lang, published, source, f"event-{number:05}", tags, _body(rng, lang)))
    return stories


def _sentence(rng: random.Random, lang: str, words: int) -> str:
    chosen = rng.choices(LANGUAGES[lang], k=words)
    if lang == "zh":
        return "".join(chosen) + "。"
    return " ".join(chosen).capitalize() + "."


def _body(rng: random.Random, lang: str) -> str:
    """Return paragraphs, now and then a subhead, a list, a quotation, a link, emphasis, a code block."""
    space = "" if lang == "zh" else " "
    blocks = []
    for at in range(rng.randrange(7, 12)):
        sentences = [_sentence(rng, lang, rng.randrange(8, 18)) for _ in range(rng.randrange(2, 5))]
        if rng.random() < 0.2:
            sentences[0] = f"*{sentences[0][:-1]}*{sentences[0][-1]}"
        if rng.random() < 0.2:
            sentences[-1] = f"[{sentences[-1][:-1]}](https://example.org/{rng.randrange(9999)}){sentences[-1][-1]}"
        text = space.join(sentences)
        if at and rng.random() < 0.1:
            blocks.append("## " + _sentence(rng, lang, 4)[:-1])
        blocks.append("> " + text if rng.random() < 0.06 else text)
    if rng.random() < 0.15:
        blocks.append("\n".join("- " + _sentence(rng, lang, 5) for _ in range(4)))
    if rng.random() < 0.05:
        blocks.append("```python\ndef total(counts):\n    return sum(counts.values())  # all of them\n```")
    return "\n\n".join(blocks) + "\n"


def make_raws(count: int, seed: int = 2) -> list[tuple[str, str]]:
    """Return `count` raw articles of about 3 kB as they are scraped, by file name: text with what stands around it."""
    rng = random.Random(seed)  # noqa: S311  # made-up texts are no secret
    raws = []
    for number in range(count):
        lang = rng.choice(SHARES)
        lines = [_sentence(rng, lang, 8).rstrip(".。"), ""]
        lines += [_body(rng, lang).replace("## ", "").replace("```python", "").replace("```", "")]
        lines += ["READ ALSO: " + _sentence(rng, "en", 7), "Share on Facebook", "Back to top button"]
        raws.append((f"raw-{number:06}.txt", "\n".join(lines) + "\n"))
    return raws


def write_digest(folder: Path, stories: list[Story]) -> None:
    """Write the site for `digest`."""
    (folder / "content/articles").mkdir(parents=True)
    (folder / "digest.toml").write_text(
        'title = "Bench"\ndescription = "A made-up site."\nlanguage = "en"\nbase_url = "https://example.org"\n'
    )
    for story in stories:
        tags = f"tags: [{', '.join(story.tags)}]\n" if story.tags else ""
        (folder / f"content/articles/{story.id}.md").write_text(
            f"---\nid: {story.id}\ntitle: {story.title}\nlang: {story.lang}\npublished: {story.day}\nsource: {story.source}\n"
            f"{tags}event: {story.event}\n---\n\n{story.body}",
            encoding="utf-8",
        )


def write_hugo(folder: Path, stories: list[Story]) -> None:
    """Write the same site for Hugo."""
    for name, text in HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "content/a").mkdir(parents=True)
    for story in stories:
        tags = ", ".join(f'"{tag}"' for tag in story.tags)
        (folder / f"content/a/{story.id}.md").write_text(
            f'---\ntitle: "{story.title}"\nlanguages: ["{story.lang}"]\ndate: {story.day}\nsources: ["{story.source}"]\n'
            f'topics: [{tags}]\nevents: ["{story.event}"]\n---\n\n{story.body}',
            encoding="utf-8",
        )


_ITEM = """<li><h3 lang="{{ index .Params.languages 0 }}"><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<ul class="dots"><li><a href="{{ printf "/sources/%s/" (index .Params.sources 0) | relURL }}">{{ index .Params.sources 0 }}</a></li>
<li><a href="{{ printf "/languages/%s/" (index .Params.languages 0) | relURL }}">{{ index .Params.languages 0 }}</a></li>
<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></li><li>{{ .WordCount }} words</li></ul>
<p class="lead">{{ .Summary | plainify | truncate 300 }}</p></li>
"""

_PAGER = """{{ with .Paginator }}{{ if gt .TotalPages 1 }}<nav>{{ with .Prev }}<a href="{{ .URL }}">Newer</a>{{ end }} {{ .PageNumber }} of {{ .TotalPages }} {{ with .Next }}<a href="{{ .URL }}">Older</a>{{ end }}</nav>{{ end }}{{ end }}
"""

HUGO = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Bench"
disableKinds = []
enableRobotsTXT = true
[pagination]
pagerSize = 100
[taxonomies]
event = "events"
source = "sources"
language = "languages"
topic = "topics"
[markup.goldmark.renderer]
unsafe = false
[markup.highlight]
noClasses = false
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html", "rss"]
[services.rss]
limit = 50
""",
    "layouts/baseof.html": """<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 300 }}"><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}"><meta property="og:url" content="{{ .Permalink }}"><link rel="stylesheet" href="{{ "style.css" | relURL }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .RelPermalink }}">{{ end }}
</head><body><a class="skip" href="#main">Skip</a><header><p><a href="/">{{ .Site.Title }}</a></p>
<nav><ul><li><a href="/">Latest</a></li><li><a href="/a/">Archive</a></li><li><a href="/sources/">Sources</a></li><li><a href="/languages/">Languages</a></li><li><a href="/topics/">Topics</a></li></ul></nav></header>
<main id="main">{{ block "main" . }}{{ end }}</main><footer><p>Made-up.</p></footer></body></html>
""",
    "layouts/page.html": """{{ define "main" }}<article><header><p>Event: {{ range .Params.events }}<a href="{{ printf "/events/%s/" . | relURL }}">{{ . }}</a>{{ end }}</p>
<h1 lang="{{ index .Params.languages 0 }}">{{ .Title }}</h1>
<ul class="dots"><li><a href="{{ printf "/sources/%s/" (index .Params.sources 0) | relURL }}">{{ index .Params.sources 0 }}</a></li><li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></li><li>{{ .WordCount }} words</li></ul></header>
<div class="prose" lang="{{ index .Params.languages 0 }}">{{ .Content }}</div>
{{ with .Params.topics }}<section><h2>Topics</h2><ul>{{ range . }}<li><a href="{{ printf "/topics/%s/" . | relURL }}">{{ . }}</a></li>{{ end }}</ul></section>{{ end }}
<aside><h2>Also on this event</h2><ul>{{ $self := . }}{{ range .Params.events }}{{ range (index $.Site.Taxonomies.events .).Pages }}{{ if ne .RelPermalink $self.RelPermalink }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ index .Params.sources 0 }} {{ index .Params.languages 0 }} <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></li>{{ end }}{{ end }}{{ end }}</ul></aside></article>{{ end }}
""",
    "layouts/events/term.html": """{{ define "main" }}{{ $pages := .Pages.ByDate }}{{ with index $pages 0 }}<header><h1>{{ .Title }}</h1></header>{{ end }}
<ul class="dots"><li>{{ len .Pages }} articles</li></ul>
<section><h2>In brief</h2><ul>{{ range first 4 $pages }}<li>{{ .Summary | plainify | truncate 420 }} <a href="{{ .RelPermalink }}">[1]</a></li>{{ end }}</ul></section>
<section><h2>Coverage</h2><table>{{ range .Pages.GroupByParam "sources" }}<tr><th>{{ .Key }}</th><td>{{ len .Pages }}</td></tr>{{ end }}</table></section>
<section><h2>Articles</h2><ol>{{ range $pages }}"""
    + _ITEM
    + """{{ end }}</ol></section>
<section><h2>Timeline</h2><ol>{{ range .Pages.GroupByDate "2006-01-02" }}<li><time datetime="{{ .Key }}">{{ .Key }}</time> {{ len .Pages }}</li>{{ end }}</ol></section>{{ end }}
""",
    "layouts/term.html": """{{ define "main" }}<header><h1>{{ .Title }}</h1><p>{{ len .Pages }} articles</p></header>
{{ range (.Paginate .Pages).Pages.GroupByDate "2 January 2006" }}<section><h2>{{ .Key }}</h2><ol>{{ range .Pages }}"""
    + _ITEM
    + """{{ end }}</ol></section>{{ end }}"""
    + _PAGER
    + """{{ end }}
""",
    "layouts/taxonomy.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ol>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ol>{{ end }}
""",
    "layouts/section.html": """{{ define "main" }}<h1>Archive</h1>{{ range .Pages.GroupByDate "January 2006" }}<section><h2>{{ .Key }}</h2><ol>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></li>{{ end }}</ol></section>{{ end }}{{ end }}
""",
    "layouts/home.html": """{{ define "main" }}<h1>Latest</h1><ol>{{ range first 40 .Site.RegularPages }}"""
    + _ITEM
    + """{{ end }}</ol>{{ end }}
""",
    "static/style.css": "body { max-width: 60rem; margin: auto }\n",
}


def main() -> None:
    """Write a site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["digest", "hugo"])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write = write_digest if arguments.kind == "digest" else write_hugo
    write(arguments.folder, make_stories(arguments.count, arguments.seed))


if __name__ == "__main__":
    main()

/* Search over all languages, in the page: the index comes as scripts, since a page opened from a folder may load nothing
   else. How letters fold and split stands in the index (generator/search/letters.py), not here. */
(() => {
  "use strict";
  const form = document.getElementById("search");
  if (!form) return;
  const shown = 10; // events at a time
  const most = 3; // snippets of an event
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const more = document.getElementById("more");
  const lang = document.documentElement.lang || "en";
  const [root, file] = form.dataset.root.split(/(index\.html)$/);
  const folder = new URL(form.dataset.index, location.href).href.replace(/index\.js$/, "");

  // --- Words of the interface
  const plural = new Intl.PluralRules(lang);
  const number = new Intl.NumberFormat(`${lang}-u-nu-latn`);
  const long = new Intl.DateTimeFormat(`${lang}-u-nu-latn-ca-gregory`, { dateStyle: "long", timeZone: "UTC" });
  function say(key, n) {
    const words = document.querySelector(`[data-words="${key}"]`).dataset;
    const phrase = words[n === undefined ? "other" : plural.select(n)] || words.other || "";
    return n === undefined ? phrase : phrase.replace("{n}", number.format(n));
  }

  // --- Files of the index
  const files = new Map();
  window.digestSearch = (name, data) => files.get(name)?.arrive(data);
  function load(name, version = "") {
    if (!files.has(name)) {
      const script = document.createElement("script");
      const entry = {};
      entry.data = new Promise((resolve, reject) => {
        entry.arrive = resolve;
        script.onload = script.onerror = () => {
          script.remove();
          reject(new Error(name)); // says nothing where the data has come
        };
      });
      entry.data.catch(() => files.delete(name));
      files.set(name, entry);
      script.src = folder + name + ".js" + (version && `?v=${version}`);
      document.head.append(script);
    }
    return files.get(name).data;
  }

  function digits(text) {
    const numbers = [];
    let value = 0, shift = 0;
    for (const letter of text) {
      const digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(letter);
      value += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit < 32) {
        numbers.push(value);
        value = shift = 0;
      }
    }
    return numbers;
  }

  /* The register: for each article its event, language, source and day (0: unknown), for each event its first article. */
  function open(data) {
    const t = data.letters;
    const index = {
      ...data,
      runs: new RegExp(`[^${t.breaks}]+`, "gu"),
      parts: new RegExp(`([${t.pairs}]+)|([${t.triples}]+)|[^${t.pairs}${t.triples}]+`, "gu"),
      gram: new RegExp(`^[${t.pairs}${t.triples}]`, "u"),
      silent: new RegExp(`[${t.silent}]+`, "gu"),
      breaks: new RegExp(`[${t.breaks}]+`, "gu"),
      article: new RegExp(t.article, "u"),
      particles: t.particles.map((each) => new RegExp(each, "u")),
      endings: t.endings.map(([letter, ending, slack]) => [new RegExp(`^${letter}`, "u"), new RegExp(ending, "u"), slack]),
      lang: digits(data.lang),
      source: digits(data.source),
      day: digits(data.day),
      event: [],
      first: [0],
      shard: [],
    };
    let last = 0;
    index.day = index.day.map((step) => (last += step & 1 ? -(step + 1) / 2 : step / 2));
    digits(data.events).forEach((count, event) => {
      index.first.push(index.first[event] + count);
      for (let n = 0; n < count; n++) index.event.push(event);
    });
    digits(data.texts).forEach((count, shard) => {
      for (let n = 0; n < count; n++) index.shard.push([shard, n]);
    });
    return index;
  }

  // --- Letters
  function fold(index, word) {
    const level = word.normalize("NFKD").toLowerCase().replace(index.silent, "");
    const alike = [...level].map((letter) => index.letters.alike[letter] ?? letter).join("");
    return alike.normalize("NFC").replace(index.breaks, "");
  }

  /* The parts of a text: [start, end, folded, size], size 2 or 3 where it is cut into grams, else 0. */
  function* split(index, text) {
    for (const run of text.matchAll(index.runs))
      for (const part of run[0].matchAll(index.parts)) {
        const start = run.index + part.index;
        yield [start, start + part[0].length, fold(index, part[0]), part[1] ? 2 : part[2] ? 3 : 0];
      }
  }

  /* What an article is indexed by: the twin of `terms` in letters.py. */
  function terms(index, text) {
    const list = [];
    for (const [, , level, size] of split(index, text)) list.push(...forms(index, level, size));
    return list;
  }

  function forms(index, level, size) {
    const letters = [...level];
    if (size) return letters.map((_, at) => letters.slice(at, at + size).join(""));
    if (!level) return [];
    const bare = level.replace(index.article, "");
    if (bare !== level) return [bare];
    return [...new Set([level, ...index.particles.map((particle) => level.replace(particle, ""))])];
  }

  /* The words of a query: each with its exact terms (all of them, where they are grams), and a test for kindred terms. */
  function parse(index, query) {
    const words = [];
    for (const [, end, level, size] of split(index, query)) {
      const letters = [...level];
      if (size) {
        const whole = letters.length >= size;
        const grams = whole ? letters.slice(size - 1).map((_, at) => letters.slice(at, at + size).join("")) : [level];
        words.push({ level, size, exact: [...new Set(grams)], kin: whole ? null : (term) => term.startsWith(level) });
      } else if (level) {
        const bare = level.replace(index.article, "");
        const rule = letters.length > 3 && index.endings.find(([letter]) => letter.test(bare));
        const stem = rule ? bare.replace(rule[1], "") : "";
        const room = stem.length >= 3 ? stem.length + rule[2] : 0;
        // Terms that begin with fewer letters than choose a shard lie in many.
        const last = end === query.length && [...bare].length >= index.letters.key[0];
        const kin = (term) => (last && term.startsWith(bare)) || (term.length <= room && term.startsWith(stem));
        words.push({ level: bare, size, exact: [bare], kin });
      }
    }
    return words.filter((word, at) => words.findIndex((other) => other.level === word.level) === at);
  }

  // --- Finding
  function shardOf(index, term) {
    const [word, gram] = index.letters.key;
    let value = 0x811c9dc5;
    for (const letter of [...term].slice(0, index.gram.test(term) ? gram : word))
      value = Math.imul(value ^ letter.codePointAt(0), 0x01000193);
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
    return index.bits ? value >>> (32 - index.bits) : 0;
  }

  async function shard(index, term) {
    const name = `p${shardOf(index, term)}`;
    const data = await load(name, index.version);
    if (data[0] !== index.version) {
      // The site was published anew while the page was open: begin again with the new register.
      files.clear();
      register = load("index", data[0]).then(open);
      throw new Error("stale");
    }
    return { terms: data[1].split(" "), lists: data[2].split(" ") };
  }

  /* Articles and the points that a word gives them: an exact term counts double. */
  async function look(index, word) {
    const points = new Map();
    const lists = await Promise.all(
      word.exact.map(async (exact) => {
        const { terms, lists } = await shard(index, exact);
        const articles = new Map();
        terms.forEach((term, at) => {
          const factor = term === exact ? 2 : word.kin?.(term) ? 1 : 0;
          if (!factor) return;
          let article = -1;
          for (const value of digits(lists[at])) {
            article += (value >> 3) + 1;
            articles.set(article, Math.max(articles.get(article) || 0, ((value & 7) + 1) * factor));
          }
        });
        return articles;
      }),
    );
    // Where a word is several grams, an article has all of them.
    for (const [article] of lists[0]) {
      const all = lists.map((articles) => articles.get(article) || 0);
      if (Math.min(...all)) points.set(article, Math.min(...all));
    }
    const rare = 33 - Math.clz32(index.event.length / (points.size || 1));
    for (const [article, value] of points) points.set(article, value * rare);
    return points;
  }

  /* Events of which some article has each word, best first: [event, its articles that have one, best first]. */
  function rank(index, byWord) {
    const total = new Map();
    const events = byWord.map((points) => {
      const some = new Set();
      for (const [article, value] of points) {
        total.set(article, (total.get(article) || 0) + value);
        some.add(index.event[article]);
      }
      return some;
    });
    const ranked = [];
    for (const event of events[0] || []) {
      if (!events.every((some) => some.has(event))) continue;
      const all = range(index.first[event], index.first[event + 1]);
      const hits = all.filter((article) => total.has(article)).sort((a, b) => total.get(b) - total.get(a) || a - b);
      const day = Math.max(...all.map((article) => index.day[article]));
      ranked.push({ event, all, hits, day, score: total.get(hits[0]) + Math.min(hits.length - 1, 3) });
    }
    return ranked.sort((a, b) => b.score - a.score || b.day - a.day || a.event - b.event);
  }

  const range = (start, end) => Array.from({ length: end - start }, (_, n) => start + n);
  const iso = (day) => new Date((day - 719163) * 864e5).toISOString().slice(0, 10);

  /* The filters choose among an event's articles, whichever of them the words were found in. */
  function filter(index, ranked, data) {
    const [tag, slug, from, to] = ["lang", "source", "from", "to"].map((name) => data.get(name) || "");
    const language = index.languages.findIndex(([each]) => each === tag);
    const source = index.sources.findIndex(([each]) => each === slug) + 1;
    const fits = (article) =>
      (!tag || index.lang[article] === language) &&
      (!slug || (source && index.source[article] === source)) &&
      (!(from || to) || (index.day[article] && iso(index.day[article]) >= from && (!to || iso(index.day[article]) <= to)));
    return ranked
      .map((each) => ({ ...each, all: each.all.filter(fits), hits: each.hits.filter(fits) }))
      .filter((each) => each.all.length);
  }

  // --- Showing
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /* The places of a text that the words are found in: [start, end, number of the word]. */
  function places(index, words, text) {
    const list = [];
    for (const [start, end, level, size] of split(index, text)) {
      words.forEach((word, at) => {
        if (word.size !== size) return;
        if (!size) {
          const term = forms(index, level, size).find((each) => each === word.level || word.kin(each));
          if (term !== undefined) list.push([start, end, at]);
          return;
        }
        // Letter by letter, since folding may change their number.
        const letters = [];
        let place = start;
        for (const letter of text.slice(start, end)) {
          for (const part of fold(index, letter)) letters.push([part, place, place + letter.length]);
          place += letter.length;
        }
        const whole = [...word.level];
        for (let n = 0; n + whole.length <= letters.length; n++)
          if (whole.every((letter, m) => letter === letters[n + m][0]))
            list.push([letters[n][1], letters[n + whole.length - 1][2], at]);
      });
    }
    return list.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  function mark(index, words, text, start = 0, end = text.length) {
    const nodes = [];
    let at = start;
    for (const [from, to] of places(index, words, text)) {
      if (from < at || to > end) continue;
      nodes.push(text.slice(at, from), make("mark", {}, text.slice(from, to)));
      at = to;
    }
    nodes.push(text.slice(at, end));
    return nodes;
  }

  /* A part of the text around the place where most words are near each other; its head where none is found. `near` are
     the letters before and behind: a Chinese one says more. */
  function snippet(index, words, text) {
    const list = places(index, words, text);
    const near = index.gram.test(text) ? 45 : 90;
    let best = 0, most = 0;
    list.forEach(([start], n) => {
      const many = new Set(list.slice(n).filter((each) => each[1] < start + 2 * near).map((each) => each[2])).size;
      if (many > most) [best, most] = [start, many];
    });
    let [start, end] = [0, text.length];
    if (best > near) {
      start = best - near / 2;
      start = Math.max(start, Math.min(best, text.indexOf(" ", start) + 1));
    }
    if (end > start + 3 * near) end = Math.max(start + 2.5 * near, text.lastIndexOf(" ", start + 3 * near));
    return [start ? "… " : "", ...mark(index, words, text, start, end), end < text.length ? " …" : ""];
  }

  function dots(...items) {
    return make("ul", { class: "dots" }, ...items.map((item) => make("li", {}, item)));
  }

  function facts(index, article) {
    const source = index.sources[index.source[article] - 1];
    const [tag, language] = index.languages[index.lang[article]];
    return [
      source ? make("bdi", {}, source[1]) : say("no_source"),
      make("bdi", { lang: tag }, language),
      index.day[article]
        ? make("time", { datetime: iso(index.day[article]) }, long.format(new Date(iso(index.day[article]))))
        : say("unknown_date"),
    ];
  }

  async function show(index, words, { event, all, hits }) {
    const [shard, place] = index.shard[event];
    const [head, ...rows] = (await load(`t${shard}`, index.version))[place];
    const row = (article) => rows[article - index.first[event]];
    const tag = (article) => index.languages[index.lang[article]][0];
    const link = (url, ...nodes) => make("a", { href: root + url + (file || "") }, ...nodes);
    const text = (article) => {
      const body = row(article)[2].replace(/\n/g, " ");
      const dir = row(article)[3] & 2 ? "rtl" : "ltr";
      return body && make("p", { class: "lead", lang: tag(article), dir }, ...snippet(index, words, body));
    };
    const only = rows.length === 1 && all[0];
    const [url, title, language, leftwards] = only === false ? head : [rows[0][0], rows[0][1], tag(only), rows[0][3] & 1];
    const heading = { lang: language, dir: leftwards ? "rtl" : "ltr" };
    const item = make("li", {}, make("h2", heading, link(url, ...mark(index, words, title))));
    if (only !== false) {
      item.append(dots(...facts(index, only)), text(only));
      return item;
    }
    const count = new Set(all.map((article) => index.lang[article])).size;
    item.append(dots(say("articles", all.length), say("languages", count)));
    const told = make("ul", { class: "told" });
    for (const article of [...hits, ...all.filter((each) => !hits.includes(each))]) {
      const name = { class: "title", lang: tag(article), dir: row(article)[3] & 1 ? "rtl" : "ltr" };
      const [source, tongue, day] = facts(index, article);
      told.append(make("li", {},
        make("div", { class: "by" }, make("p", {}, source), make("p", {}, tongue, " · ", day)),
        make("div", {}, make("p", name, link(row(article)[0], ...mark(index, words, row(article)[1]))),
          hits.slice(0, most).includes(article) ? text(article) : "")));
    }
    item.append(told);
    return item;
  }

  // --- The page
  let turn = 0;
  let rest = [];

  async function list(index, words, mine) {
    const next = await Promise.all(rest.slice(0, shown).map((each) => show(index, words, each)));
    if (mine !== turn) return null;
    rest = rest.slice(shown);
    results.append(...next);
    more.hidden = !rest.length;
    return next[0];
  }

  async function search(again = true) {
    const mine = ++turn;
    const data = new FormData(form);
    const query = data.get("q");
    try {
      const index = await ready();
      const words = parse(index, query);
      const byWord = await Promise.all(words.map((word) => look(index, word)));
      if (mine !== turn) return;
      const ranked = filter(index, rank(index, byWord), data);
      const articles = ranked.reduce((sum, each) => sum + each.all.length, 0);
      rest = ranked;
      results.replaceChildren();
      more.onclick = () => list(index, words, mine).then((first) => first?.querySelector("a").focus());
      await list(index, words, mine);
      if (mine !== turn) return;
      found.textContent = !words.length ? "" : ranked.length
        ? [say("events", ranked.length), say("articles", articles)].join(say("comma")) : say("search_nothing");
      form.dataset.done = query; // what the page shows now, for whoever waits for it
    } catch (error) {
      if (error.message === "index") register = null;
      if (mine !== turn) return;
      if (again && error.message === "stale") return search(false);
      found.textContent = say("search_failed");
      throw error;
    }
  }

  let register = null;
  function ready() {
    return (register ??= load("index").then(open));
  }

  function remember() {
    const address = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try {
      history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
    } catch {
      // Some browsers keep the address of a page that was opened from a folder.
    }
  }

  let timer;
  function changed(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => (remember(), search()), wait);
  }
  form.addEventListener("submit", (event) => (event.preventDefault(), changed(0)));
  form.addEventListener("input", (event) => changed(event.target.name === "q" ? 150 : 0));

  const asked = new URLSearchParams(location.search);
  ready().then((index) => {
    for (const [name, options] of [["lang", index.languages], ["source", index.sources]])
      form.elements[name].append(...options.map(([value, text]) => make("option", { value }, text)));
    const filters = document.getElementById("filters");
    filters.hidden = filters.disabled = false; // without script the form sends the words alone
    for (const [name, value] of asked) if (form.elements[name]) form.elements[name].value = value;
    window.digestSearch.terms = (text) => terms(index, text);
    if (form.elements.q.value) search();
  }, () => (found.textContent = say("search_failed")));
})();

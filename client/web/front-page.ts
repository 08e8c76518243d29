// The page at the web origin's root: says what runs here and what to do next, in the house's look (design tokens, both themes, no script).

export type OriginOptions = {
  /** Host name as people type it; "localhost" answers on both address families. */
  readonly host: string;
  readonly port: number;
  /** The text of `/rogatory.json`. */
  readonly trustCard: string;
  /** Origin of the relay, for `connect-src`. */
  readonly relayOrigin: string;
  readonly practice: boolean;
};

export const STYLE = `:root { color-scheme: light dark; --ink: #16212e; --paper: #fbfaf7; --surface: #ffffff; --line: #d9d6cf; --seal: #1d4e89; --amber: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf2; --paper: #10161d; --surface: #18212b; --line: #33404d; --seal: #8ab8ee; --amber: #e0b35a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 "Noto Sans", system-ui, sans-serif; }
main { max-inline-size: 44rem; margin-inline: auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.953rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--seal); }
a:focus-visible { outline: 3px solid var(--seal); outline-offset: 3px; border-radius: 2px; }
.practice { display: inline-block; border: 2px solid var(--amber); color: var(--amber); border-radius: 6px; padding: .125rem .625rem; font-weight: 600; letter-spacing: .04em; margin-block-end: 1rem; }
pre { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; font: .9rem/1.5 "Noto Sans Mono", ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-block-end: .5rem; } }
`;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const PRACTICE = `<h2>Try it</h2>
<p>In the project folder, in a second terminal:</p>
<pre>npx rogatory --profile norvania inbox
npx rogatory --profile talassa inbox
npx rogatory --help</pre>
<p>The terminal that runs <code>npm start</code> shows the invitation codes of this session.</p>`;

/** The HTML. Nothing in it comes from the network: origins are configuration. */
export const frontPage = (options: OriginOptions): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rogatory${options.practice ? ' (practice)' : ''}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
${options.practice ? '<p class="practice">PRACTICE</p>' : ''}
<h1>Rogatory</h1>
<p>The secure channel between central authorities. What an authority sends is sealed and signed on the official’s own device; the relay that carries it cannot read it.</p>
<h2>Here today</h2>
<p>This is the web origin. The desk in the browser is not part of this version yet: everything works from the command line.</p>
${options.practice ? PRACTICE : ''}
<h2>This installation</h2>
<dl>
<dt>Relay</dt><dd>${escapeHtml(options.relayOrigin)}</dd>
<dt>Trust card</dt><dd><a href="/rogatory.json">rogatory.json</a>: what a device must hold to check anything that this relay says</dd>
</dl>
</main>
</body>
</html>
`;

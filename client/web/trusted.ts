// The one place that makes addresses a browser will run code from: the worker's file and the service worker's, of this origin, and nothing else (the policies `rogatory` and `default` of client/web/origin).

type TrustedUrl = string;
type Policy = { createScriptURL(url: string): TrustedUrl };
type Rules = { createScriptURL?(url: string): string; createHTML?(text: string): string | null };
type Factory = { createPolicy(name: string, rules: Rules): Policy };

/** As the build names them. */
const SCRIPTS = /^\/(sw|assets\/(door|worker)-[\w-]+)\.js$/;

function own(url: string): string {
  const { origin, protocol, pathname, search, href } = new URL(url, location.href);
  // A blob: address has its maker's origin, and whatever was written into it: the protocol is compared too.
  const here = origin === location.origin && protocol === location.protocol;
  if (!here || search !== '' || !SCRIPTS.test(pathname))
    throw new TypeError('code comes from the files of this app only');
  return href;
}

// Browsers without Trusted Types take the checked text as it is.
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy: Policy = factory?.createPolicy('rogatory', { createScriptURL: own }) ?? { createScriptURL: own };

// A library of fields empties an element by writing nothing into it as HTML. Nothing may be written so, and nothing else: null refuses it.
factory?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });

/** An address of this origin that a worker or service worker may be started from. */
export const scriptUrl = (url: string): TrustedUrl => policy.createScriptURL(url);

// What every vault does, whatever its engine: cases that run in Node and in a browser, so that they compare by themselves and use no test library.
import { codeOf } from '../../client/sdk/failure.ts';
import { put, recordOf, recordsOf, type Vault } from '../../client/sdk/vault.ts';
import { toHex, utf8 } from '../../crypto/primitives/bytes.ts';

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (item instanceof Uint8Array ? `bytes ${toHex(item)}` : item)) ?? 'undefined';

function same(found: unknown, expected: unknown): void {
  if (shown(found) !== shown(expected)) throw new Error(`${shown(found)} where ${shown(expected)} was expected`);
}

const refused = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );

/** Each case gets an empty vault; whoever runs it closes the vault. */
export const VAULT_CONTRACT: { readonly [title: string]: (vault: Vault) => Promise<void> } = {
  'gives back what was written, as it was': async (vault) => {
    const value = utf8('secret');
    await vault.write([{ key: 'a/1', value }]);
    value.fill(0);
    same(await vault.get('a/1'), utf8('secret'));
    same(await vault.get('a/2'), null);
    (await vault.get('a/1'))?.fill(0);
    same(await vault.get('a/1'), utf8('secret'));
    await vault.write([{ key: 'empty', value: new Uint8Array(0) }]);
    same(await vault.get('empty'), new Uint8Array(0));
  },

  'lists by prefix in order, deletes, overwrites': async (vault) => {
    await vault.write(['b/2', 'a/9', 'b/10', 'b/1'].map((key) => ({ key, value: utf8(key) })));
    same(await vault.list('b/'), ['b/1', 'b/10', 'b/2']);
    await vault.write([
      { key: 'b/1', value: null },
      { key: 'b/2', value: utf8('new') },
      { key: 'c', value: utf8('c') },
    ]);
    same(await vault.list(''), ['a/9', 'b/10', 'b/2', 'c']);
    same(await vault.get('b/2'), utf8('new'));
    await vault.write([{ key: 'never-there', value: null }]);
    same(await vault.list('n'), []);
  },

  'keeps records with bytes, nulls and nested lists; a hostile name is a name': async (vault) => {
    const record = { bytes: Uint8Array.of(1, 2), list: [{ n: -5 }, 'x', true], none: null, __proto__x: 1 };
    await vault.write([put('r/1', record), put('r/2', JSON.parse('{"__proto__": {"polluted": true}}'))]);
    const found = await recordOf<typeof record>(vault, 'r/1');
    for (const name of ['bytes', 'list', 'none', '__proto__x'] as const) same(found?.[name], record[name]);
    const hostile = (await recordsOf<Record<string, unknown>>(vault, 'r/'))[1]?.record;
    same(Object.keys(hostile ?? {}), ['__proto__']);
    same(({} as { polluted?: boolean }).polluted, undefined);
  },

  'refuses keys that no other engine could keep, whole batch': async (vault) => {
    for (const key of ['', '../up', 'UPPER', 'a'.repeat(81), 'a b']) {
      const batch = ['fine', key].map((one) => ({ key: one, value: utf8('x') }));
      same(await refused(vault.write(batch)), 'CLIENT_VAULT_WRITE');
    }
    same(await vault.list(''), []);
  },

  'takes steps at once, and each as a whole': async (vault) => {
    const pairs = (text: string) => ['x', 'y'].map((key) => ({ key, value: utf8(text) }));
    await Promise.all(['1', '2', '3'].map((text) => vault.write(pairs(text))));
    same(await vault.get('x'), await vault.get('y'));
  },
};

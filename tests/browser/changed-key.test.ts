// A key that the relay puts in the place of a counterpart's: what an official meets whose authority had compared the eight words, at their own desk, in
// their own vault, behind a proxy that serves a directory signed with the relay's own key (docs/threat-model.md, A5).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Middle, openMiddle } from '../../client/cli/practice/middle.ts';
import { readAlarm } from '../../client/sdk/alarm.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { kemKeyPair } from '../../crypto/primitives/kem.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { foldChain, parseLink } from '../../crypto/protocol/chain.ts';
import { type AuthorityId, idOf, parseId } from '../../crypto/wire/ids.ts';
import { decodeDirectoryLeaf } from '../../crypto/wire/leaf.ts';
import { encodeLink, type Rotation } from '../../crypto/wire/roster-link.ts';
import { signJointly } from '../../crypto/wire/statement.ts';
import { parseTrustCard } from '../../crypto/wire/trust-card.ts';
import { placesIn } from '../../server/main/places.ts';
import { keysFrom, readMasterKey } from '../../server/services/keys.ts';
import { type BrowserWorld, openBrowserWorld, type Tab } from '../testkit/browser.ts';
import { type Cable, openCable } from '../testkit/cable.ts';
import { enrolled, go, heading, press, shot } from '../testkit/desk.ts';
import { forgedDirectory, type Listed, listed } from '../testkit/evil-relay.ts';
import { seededRandom } from '../testkit/seed.ts';

let world: BrowserWorld;
let cable: Cable;
let middle: Middle;
let official: Tab;
beforeAll(async () => {
  [world, cable] = await Promise.all([openBrowserWorld(), openCable()]);
  middle = await openMiddle({ origin: world.relay });
});
afterAll(async () => {
  await world?.close();
  await cable?.close();
  await middle?.close();
});

/** An administrator compares Talassa's words by telephone and signs; resolves to Talassa's id. */
async function compare(): Promise<AuthorityId> {
  const admin = await enrolled(world, world.code('administrator'), 'Greta Holm', { practice: false });
  await go(admin, 'Directory');
  await admin.page.getByRole('link', { name: /Talassa/ }).click();
  await heading(admin, /Talassa/).waitFor();
  const id = new URL(admin.page.url()).pathname.split('/').at(-1) as string;
  const words = await admin.page.getByRole('list', { name: 'The eight words' }).getByRole('listitem').allInnerTexts();
  await admin.page.getByRole('link', { name: /^Compare/ }).click();
  for (const [at, half] of ['Their first four words', 'Their last four words'].entries()) {
    const row = words.slice(4 * at, 4 * at + 4).map((word) => word.trim());
    await admin.page.getByRole('radiogroup', { name: half }).getByText(row.join('  ')).click();
  }
  await press(admin, 'Sign that they are the same');
  await admin.page.getByText(/is who they say they are/).waitFor();
  await admin.close();
  return parseId('authority', id);
}

/** The directory as the relay has it, and at its end an epoch of Talassa's with a key of the relay's, signed in the name of a device of theirs. */
async function exchanged(talassa: AuthorityId): Promise<Listed[]> {
  const ledger = new Database(join(world.home, 'relay', 'relay.db'), { readonly: true });
  const honest = ledger
    .prepare(
      `SELECT leaves.data AS leaf, objects.bytes AS object FROM log_leaves leaves
       JOIN logs ON logs.id = leaves.log AND logs.kind = 'directory'
       JOIN directory_objects objects ON objects.dir_index = leaves.leaf_index ORDER BY leaves.leaf_index`,
    )
    .all()
    .map((row) => row as { leaf: Buffer; object: Buffer })
    .map(({ leaf, object }) => ({ leaf: new Uint8Array(leaf), object: new Uint8Array(object) }));
  ledger.close();
  const links = honest
    .filter(({ leaf }) => decodeDirectoryLeaf(leaf).authority === talassa)
    .map(({ object }) => object);
  const roster = await foldChain(links, talassa);
  const last = links.flatMap((link): Rotation[] => {
    const { body } = parseLink(link).link;
    return 'rotation' in body ? [body.rotation] : [];
  });
  const rotation = last.at(-1) as Rotation;
  const random = seededRandom('exchanged');
  const keyHash = idOf('digest', sha256(kemKeyPair(random(32)).publicKey));
  const [kid] = [...roster.devices.keys()];
  const object = signJointly(
    'link',
    encodeLink({
      authority: talassa,
      seq: roster.headSeq + 1,
      previous: roster.headHash,
      body: { type: 'epoch_rotate', rotation: { ...rotation, epoch: rotation.epoch + 1, keyHash } },
      createdAt: Date.now(),
      directory: parseLink(links.at(-1) as Uint8Array).link.directory,
    }),
    [{ kid: kid as NonNullable<typeof kid>, sign: signingKey(random(32)).sign }],
  );
  return [...honest, listed(talassa, roster.headSeq + 1, object)];
}

test('a counterpart whose words were compared and whose key then changes against the rules: a red page in words, sending stopped, nothing leaves, and a file that convinces others', async () => {
  const talassa = await compare();
  official = await enrolled(world, world.code('official'), 'Livia Sander', { proxy: cable.address });
  const { page } = official;
  await go(official, 'Directory');
  await page.getByRole('listitem').filter({ hasText: 'Talassa' }).getByText('Verified', { exact: true }).waitFor();
  await page.evaluate(() => history.pushState({}, '', '/new?kind=consultation'));
  await page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await heading(official, 'Informal consultation').waitFor();
  for (const [label, text] of [
    ['Subject', 'A question'],
    ['Text', 'Which register holds the company?'],
    ['Function of the official', 'Officer'],
    ['Unit of the official', 'Mutual legal assistance unit'],
  ] as const)
    await page.getByRole('textbox', { name: label, exact: true }).fill(text);
  await page.getByText(/^Saved \d/).waitFor();

  const { relayName } = parseTrustCard(readFileSync(join(world.home, 'rogatory.json'), 'utf8'));
  const keys = keysFrom(await readMasterKey(placesIn(join(world.home, 'relay')).key), relayName);
  const lie = forgedDirectory({ keys }, await exchanged(talassa));
  const asked: string[] = [];
  middle.tell(async (request, honest) => {
    asked.push(`${request.method} ${request.path}`);
    if (request.method !== 'GET') return honest();
    const said = await lie(request, honest);
    // What lets a page of another origin read the answer is the relay's, also on a forged one.
    return { ...said, headers: { ...(await honest()).headers, ...said.headers } };
  });
  cable.divert(Number(new URL(world.relay).port), middle.port);
  await page.getByText('1 alarm: sending is stopped').waitFor();
  await page.getByText(/^Nothing can be sent to .*Talassa/).waitFor();
  expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
  expect(await official.axe()).toEqual([]);
  await shot(official, 'changed-key-send');
  expect(asked.some((one) => one.startsWith('GET /v1/directory/objects'))).toBe(true);
  expect(asked.filter((one) => /\/v1\/(transmissions|uploads)/.test(one) && !one.startsWith('GET'))).toEqual([]);

  await go(official, 'Directory');
  const row = page.getByRole('listitem').filter({ hasText: 'Talassa' });
  await row.getByText('Changed', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'See what happened' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText(/^Stop: .*Talassa.* has changed in a way that nobody may$/).waitFor();
  expect(await alert.innerText()).toContain('Nothing is sent to it from here.');
  expect(await alert.innerText()).toContain('SIGNATURE_INVALID');
  await page.getByText('Ask whether they changed anything, and read each other the eight words.').waitFor();
  await shot(official, 'changed-key');
  expect(await official.axe()).toEqual([]);

  const saving = page.waitForEvent('download');
  await press(official, 'Save the alarm file');
  const file = readFileSync(await (await saving).path());
  expect(readAlarm(new Uint8Array(file)).alarm).toMatchObject({ kind: 'chain', code: 'SIGNATURE_INVALID' });
  // Somebody else reads it, in a browser that nobody signed in to.
  const stranger = await world.open();
  await stranger.page.goto(`${world.url}/verify`);
  await stranger.page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'alarm.cose', mimeType: 'application/cose', buffer: file }]);
  await stranger.page
    .getByText('Alarm: A change of an authority breaks the rules, or two authorities use one key.')
    .waitFor();
  await stranger.page.getByText('SIGNATURE_INVALID').first().waitFor();
});

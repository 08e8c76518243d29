// What the directory takes in: links with exactly what belongs to them, chains of this relay, authorities that are founded (protocol.md section 3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkFrame } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { trustCardHash } from '../../../../crypto/wire/trust-card.ts';
import { trustCardOf } from '../../../../server/services/directory.ts';
import { DAY, found, MINUTE, type TestAuthority } from '../../../testkit/cast.ts';
import { flip } from '../../../testkit/outcome.ts';
import { openPost, type Post } from '../../../testkit/post.ts';

let post: Post;
beforeAll(async () => {
  post = await openPost();
});
afterAll(() => post.close());

const code = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'entered',
    (error: { code: string }) => error.code,
  );
const append = (frame: LinkFrame): Promise<string> => code(post.app.relay.directory.appendLink(frame));
const bare = (link: Uint8Array): LinkFrame => ({ link, epochKey: null, lockboxes: [] });
const rotationOf = (authority: TestAuthority): LinkFrame => ({
  link: authority.links().at(-1) as Uint8Array,
  epochKey: authority.epoch().publicKey,
  lockboxes: [...authority.boxes()].map(([kid, box]) => ({ kid, box })),
});
const directorySize = (): number => post.app.relay.rosters.directorySize();

describe('a rotation', () => {
  it('brings exactly its epoch key and one lockbox for each recipient', async () => {
    const { norvania } = post;
    await norvania.rotate();
    post.clock.at = norvania.now();
    const whole = rotationOf(norvania);
    const [first, ...rest] = whole.lockboxes as [LinkFrame['lockboxes'][0], ...LinkFrame['lockboxes']];
    const before = directorySize();
    expect(await append({ ...whole, epochKey: null })).toBe('EPOCH_KEY_MISMATCH');
    expect(await append({ ...whole, epochKey: post.talassa.epoch().publicKey })).toBe('EPOCH_KEY_MISMATCH');
    expect(await append({ ...whole, lockboxes: rest })).toBe('EPOCH_LOCKBOX');
    expect(await append({ ...whole, lockboxes: [...rest, { ...first, box: flip(first.box, 3) }] })).toBe(
      'EPOCH_LOCKBOX',
    );
    expect(await append({ ...whole, lockboxes: [first, ...rest, first] })).toBe('EPOCH_LOCKBOX');
    expect(directorySize()).toBe(before);
    expect(await append(whole)).toBe('entered');
    expect(await append(whole)).toBe('entered');
    expect(directorySize()).toBe(before + 1);
    expect(await post.store.lockboxes(first.kid, norvania.epoch().number)).toHaveLength(1);
  });
});

describe('a link', () => {
  it('too old, too new, out of its place, or of another chain is refused', async () => {
    const { talassa } = post;
    await talassa.extend({ type: 'verify_peer', authority: post.norvania.id, chainSeq: 1 });
    const frame = bare(talassa.links().at(-1) as Uint8Array);
    const made = talassa.now();
    post.clock.at = made + 11 * MINUTE;
    expect(await append(frame)).toBe('POLICY_TIME');
    post.clock.at = made - 11 * MINUTE;
    expect(await append(frame)).toBe('POLICY_TIME');
    post.clock.at = made;
    const both = await Promise.all([append(frame), append(frame)]);
    expect(both).toEqual(['entered', 'entered']);
    await talassa.extend({ type: 'verify_peer', authority: post.norvania.id, chainSeq: 2 });
    await talassa.extend({ type: 'verify_peer', authority: post.norvania.id, chainSeq: 3 });
    post.clock.at = talassa.now();
    expect(await append(bare(talassa.links().at(-1) as Uint8Array))).toBe('ROSTER_SEQUENCE');
    expect(await append(bare(talassa.links().at(-2) as Uint8Array))).toBe('entered');
    expect(await append(bare(talassa.links().at(-1) as Uint8Array))).toBe('entered');
  });

  it('that brings a key of another authority is refused', async () => {
    const [thief] = post.talassa.admins;
    const invited = await post.norvania.enrol('invited', ROLES.officer);
    const [add] = post.norvania.links().slice(-2) as [Uint8Array];
    post.clock.at = post.norvania.now();
    expect(await append(bare(add))).toBe('entered');
    const invite = post.app.relay.rosters.get(post.norvania.id)?.roster.officials.get(invited.official)?.invite;
    await post.talassa.extend({
      type: 'official_add',
      official: thief.official.replace(/^../, 'ff') as typeof thief.official,
      nameCommitment: post.talassa.roster().headHash,
      roles: [ROLES.officer],
      inviteKey: invite?.key as Uint8Array,
      inviteExpiresAt: post.talassa.now() + DAY,
    });
    post.clock.at = post.talassa.now();
    expect(await append(bare(post.talassa.links().at(-1) as Uint8Array))).toBe('ROSTER_KEY_REUSED');
  });
});

describe('a founding', () => {
  const genesis = async (options: Parameters<typeof found>[1]): Promise<string> => {
    const authority = await found(JSON.stringify(options ?? null), options);
    post.clock.at = authority.now();
    return append(bare(authority.links()[0] as Uint8Array));
  };
  it('belongs to this relay, by its trust card with or without a registrar', async () => {
    const card = trustCardOf(post.deps.config, post.deps.keys);
    expect(await genesis({})).toBe('POLICY_TRUST');
    expect(await genesis({ trustCard: trustCardHash({ ...card, practice: false }) })).toBe('POLICY_TRUST');
    expect(await genesis({ trustCard: trustCardHash(card) })).toBe('entered');
  });

  it('is admitted once, when it is finished, a domestic one when its parent says so', async () => {
    const { directory, rosters } = post.app.relay;
    const unfinished = [...rosters.all()].find((chain) => chain.state === 'founding');
    expect(await code(directory.admit(unfinished?.roster.authority as never))).toBe('ROSTER_FOUNDING');
    expect(await code(directory.admit(post.norvania.id))).toBe('RELAY_CONFLICT');
    expect(await code(directory.admit('0'.repeat(64) as never))).toBe('RELAY_NOT_FOUND');
    post.clock.at = Date.UTC(2026, 8, 1, 9);
    const domestic = await post.enter('Domestic', { parent: post.norvania.id });
    expect(await code(directory.admit(domestic.id))).toBe('POLICY_NOT_A_PARTY');
    const { id } = await post.enter('Twice');
    const outcomes = await Promise.all([code(directory.admit(id)), code(directory.admit(id))]);
    expect(outcomes).toEqual(['entered', 'RELAY_CONFLICT']);
  });
});

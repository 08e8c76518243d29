// Registers as their owners, counterparts and auditors read them, and the directory as everybody replays it (protocol.md sections 3 and 6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldChain } from '../../../../crypto/protocol/chain.ts';
import { openCheckpoint } from '../../../../crypto/tlog/checkpoint.ts';
import {
  append,
  EMPTY_RANGE,
  leafHash,
  root,
  rootFrom,
  verifyConsistency,
  verifyInclusion,
} from '../../../../crypto/tlog/merkle.ts';
import { parseVkey } from '../../../../crypto/tlog/note.ts';
import { parseProof, verifyProof } from '../../../../crypto/tlog/proof.ts';
import { bundlePath, decodeBundle, tilePath, tileReader } from '../../../../crypto/tlog/tiles.ts';
import { decodeDirectoryObjects, decodeEvidence, decodeList, decodeStored } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import type { AuthorityId, Digest } from '../../../../crypto/wire/ids.ts';
import { decodeDirectoryLeaf, OPERATOR_ID } from '../../../../crypto/wire/leaf.ts';
import { digestOf } from '../../../../crypto/wire/statement.ts';
import type { Person, TestAuthority } from '../../../testkit/cast.ts';
import { codeOf, openPost, type Post } from '../../../testkit/post.ts';

let post: Post;
let third: TestAuthority;
let auditor: Person;
const subjects: Digest[] = [];
beforeAll(async () => {
  post = await openPost();
  third = await post.join('Third');
  auditor = await post.norvania.enrol('auditor', ROLES.auditor);
  await post.catchUp(post.norvania, post.norvania.links().length - 2);
  await post.login(auditor);
  for (let i = 0; i < 7; i++) {
    const sealed = post.seal({ label: `item ${i}` });
    expect(codeOf(await post.submit(post.frame(sealed)))).toBe('201');
    subjects.push(sealed.subject);
  }
});
afterAll(() => post.close());

const get = (by: Person, url: string) => post.as(by, { method: 'GET', url });
const bytes = async (by: Person, url: string): Promise<Uint8Array> => {
  const answer = await get(by, url);
  expect(`${url} ${codeOf(answer)}`).toBe(`${url} 200`);
  return new Uint8Array(answer.rawPayload);
};
const known = (authority: AuthorityId) => {
  const origin = post.deps.keys.registerOrigin(authority);
  return { origin, vkeys: post.deps.keys.vkeys(origin).map(parseVkey) };
};
async function checkpoint(by: Person, url: string, authority: AuthorityId) {
  const { origin, vkeys } = known(authority);
  return openCheckpoint((await get(by, url)).body, origin, vkeys).checkpoint;
}

describe('one’s own register', () => {
  it('is read by index, proven leaf by leaf, and consistent at every size', async () => {
    const [by] = post.norvania.admins;
    const { size, root: newest } = await checkpoint(by, '/v1/register/checkpoint', post.norvania.id);
    const leaves = decodeList(await bytes(by, `/v1/register/leaves?from=0&limit=${size}`));
    expect(leaves).toHaveLength(7);
    for (const [index, leaf] of leaves.entries()) {
      const proof = decodeList(await bytes(by, `/v1/register/proof?index=${index}&size=${size}`));
      expect(() => verifyInclusion(index, size, leafHash(leaf), proof, newest)).not.toThrow();
    }
    const rootOf = (n: number) =>
      root(leaves.slice(0, n).reduce((range, leaf) => append(range, leafHash(leaf)).range, EMPTY_RANGE));
    for (let from = 0; from <= size; from++) {
      const proof = decodeList(await bytes(by, `/v1/register/consistency?from=${from}&to=${size}`));
      expect(() => verifyConsistency(from, size, proof, rootOf(from), newest)).not.toThrow();
    }
    expect(codeOf(await get(by, `/v1/register/proof?index=0&size=${size + 1}`))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await get(by, `/v1/register/consistency?from=3&to=2`))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await get(by, '/v1/register/leaves?from=0&limit=100000'))).toBe('RELAY_BAD_REQUEST');
  });

  it('is a C2SP tiled log', async () => {
    const [by] = post.norvania.admins;
    const { size, root: newest } = await checkpoint(by, '/v1/register/checkpoint', post.norvania.id);
    const tile = await bytes(by, `/v1/register/${tilePath({ level: 0, index: 0, width: size })}`);
    expect(
      rootFrom(
        size,
        tileReader(size, () => tile),
      ),
    ).toEqual(newest);
    const entries = decodeBundle(await bytes(by, `/v1/register/${bundlePath({ index: 0, width: size })}`), size);
    expect(entries).toEqual(decodeList(await bytes(by, '/v1/register/leaves')));
    for (const path of [
      tilePath({ level: 0, index: 0, width: size + 1 }),
      tilePath({ level: 1, index: 0, width: 1 }),
      'tile/0/0',
      'tile/0/..%2fx',
    ])
      expect(`${path} ${codeOf(await get(by, `/v1/register/${path}`))}`).toBe(`${path} RELAY_NOT_FOUND`);
  });

  it('is read by an auditor too, who gets statements and no ciphertext', async () => {
    expect(decodeList(await bytes(auditor, '/v1/register/leaves'))).toHaveLength(7);
    const [subject] = subjects;
    const seen = decodeStored(await bytes(auditor, `/v1/transmissions/${subject}`));
    expect([seen.wrap, seen.body]).toEqual([null, null]);
    expect(digestOf(seen.statement)).toBe(subject);
    const whole = decodeStored(await bytes(post.norvania.admins[0], `/v1/transmissions/${subject}`));
    expect(whole.body).not.toBeNull();
  });

  it('is not read without a session', async () => {
    const [, second] = post.norvania.admins;
    await post.as(second, { method: 'DELETE', url: '/v1/session' });
    expect(codeOf(await get(second, '/v1/register/checkpoint'))).toBe('RELAY_SIGN_IN');
    expect(codeOf(await get(second, `/v1/transmissions/${subjects[0]}`))).toBe('RELAY_SIGN_IN');
    await post.login(second);
  });
});

describe('a foreign register', () => {
  it('shows a counterpart its checkpoint and that it grows, and nobody else anything', async () => {
    const [by] = post.talassa.admins;
    const url = `/v1/registers/${post.norvania.id}`;
    const { size, root: newest } = await checkpoint(by, `${url}/checkpoint`, post.norvania.id);
    const proof = decodeList(await bytes(by, `${url}/consistency?from=1&to=${size}`));
    const [first] = decodeList(await bytes(post.norvania.admins[0], '/v1/register/leaves'));
    expect(() => verifyConsistency(1, size, proof, leafHash(first as Uint8Array), newest)).not.toThrow();
    expect(codeOf(await get(third.admins[0], `${url}/checkpoint`))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await get(by, `/v1/registers/${'0'.repeat(64)}/checkpoint`))).toBe('RELAY_NOT_FOUND');
  });

  it('and its transmissions do not exist for strangers', async () => {
    for (const path of ['', '/evidence'])
      expect(codeOf(await get(third.admins[0], `/v1/transmissions/${subjects[0]}${path}`))).toBe('RELAY_NOT_FOUND');
  });
});

describe('evidence', () => {
  it('stands under sealed checkpoints of both registers when asked', async () => {
    const { leaves } = decodeEvidence(
      await bytes(post.talassa.admins[0], `/v1/transmissions/${subjects[2]}/evidence?sealed=1`),
    );
    expect(leaves).toHaveLength(2);
    for (const { authority, leaf, proof } of leaves) {
      const { origin, vkeys } = known(authority);
      const { signatures } = verifyProof(parseProof(proof), leaf, origin, vkeys);
      expect(signatures.map(({ key }) => key.type)).toEqual([1, 6]);
    }
    const sealed = await get(post.norvania.admins[0], '/v1/register/sealed?min=3');
    expect(sealed.statusCode).toBe(200);
  });
});

describe('the directory', () => {
  it('replays to the chains: every leaf its object, the operator’s entries counted', async () => {
    const [by] = third.admins;
    const objects = decodeDirectoryObjects(await bytes(by, '/v1/directory/objects'));
    const chains = new Map<string, Uint8Array[]>();
    let entries = 0;
    for (const { leaf, object } of objects) {
      const { authority, seq, hash } = decodeDirectoryLeaf(leaf);
      expect(digestOf(object)).toBe(hash);
      if (authority === OPERATOR_ID) expect(seq).toBe(entries++);
      else chains.set(authority, [...(chains.get(authority) ?? []), object]);
    }
    expect(entries).toBe(3);
    for (const { id, links } of [post.norvania, post.talassa, third]) {
      expect(chains.get(id)).toEqual(links());
      expect((await foldChain(chains.get(id) as Uint8Array[], id)).authority).toBe(id);
    }
  });
});

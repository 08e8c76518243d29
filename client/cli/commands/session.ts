// `rogatory login|logout|whoami`: who this profile is, and whether the relay knows that somebody is there (protocol.md section 7).
import type { Command } from 'commander';
import { eightWords } from '../../../crypto/index.ts';
import { columns, plain } from '../output.ts';
import { asParty } from '../party.ts';
import { listProfiles } from '../profile.ts';
import { type Run, runOf } from '../run.ts';

async function login(run: Run): Promise<void> {
  const answer = await asParty(run, async ({ client }) => {
    const session = await client.session.signIn();
    await client.sync();
    return session;
  });
  run.output.show({ signedIn: true, session: answer }, () => ['Signed in with your passkey.']);
}

async function logout(run: Run): Promise<void> {
  await asParty(run, ({ client }) => client.session.signOut());
  run.output.show({ signedIn: false }, () => ['Signed out.']);
}

async function whoami(run: Run): Promise<void> {
  const profiles = (await listProfiles(run.env, run.cwd)).map(({ name }) => name);
  await asParty(run, async ({ client, profile, trust }) => {
    const mine = client.whoami();
    const entry = mine && (await client.authorities.entry(mine.authority));
    // Without the relay the roster is what was verified last; a founding that is not in the directory needs to ask.
    const members = mine ? await client.members().catch(() => []) : [];
    const me = members.find(({ official }) => official === mine?.official);
    const facts = {
      profile: profile.name,
      profiles,
      relay: trust.relayOrigin,
      practice: trust.practice,
      authority: mine?.authority ?? null,
      authorityName: entry?.name ?? null,
      official: mine?.official ?? null,
      name: me?.name ?? null,
      roles: me?.roles ?? [],
      device: mine?.kid ?? null,
    };
    run.output.show(facts, () =>
      columns([
        ['Profile', `${profile.name}${profiles.length > 1 ? ` (of ${profiles.join(', ')})` : ''}`],
        ['Relay', `${trust.relayOrigin}${trust.practice ? '  PRACTICE' : ''}`],
        [
          'Authority',
          mine
            ? `${entry ? plain(entry.name) : 'not in the directory yet'}, ${eightWords(mine.authority).words.join(' ')}`
            : 'none yet',
        ],
        [
          'You',
          mine
            ? `${plain(me?.name ?? `official ${mine.official.slice(0, 8)}`)}: ${(me?.roles ?? []).join(', ') || 'roles not known here'}`
            : 'nobody yet',
        ],
        ['Device', mine ? mine.kid.slice(0, 8) : 'none yet'],
      ]),
    );
  });
}

export function sessionCommands(program: Command): void {
  program
    .command('login')
    .description('sign in with your passkey (done by itself when it is needed)')
    .action((_options: unknown, command: Command) => login(runOf(command)));
  program
    .command('logout')
    .description('end the session at the relay')
    .action((_options: unknown, command: Command) => logout(runOf(command)));
  program
    .command('whoami')
    .description('profile, authority, official and device; asks nobody')
    .action((_options: unknown, command: Command) => whoami(runOf(command)));
}

// Officials and devices of one's own authority: shown, invited, given roles, revoked; the seal renewed (protocol.md section 3).
import type { Command } from 'commander';
import { ROLES, type RoleName } from '../../../../crypto/index.ts';
import type { Member } from '../../../sdk/index.ts';
import { findAuthority, titleOf } from '../../counterpart.ts';
import { CliError } from '../../errors.ts';
import { columns, plain } from '../../output.ts';
import { asCurrentParty, asParty } from '../../party.ts';
import { type Run, repeated, runOf } from '../../run.ts';
import { brief, iso } from '../../times.ts';
import { reportChange } from './pending.ts';

const ROLE_NAMES = Object.keys(ROLES) as RoleName[];

function rolesFrom(names: readonly string[] = []) {
  const unknown = names.find((name) => !ROLE_NAMES.includes(name as RoleName));
  if (unknown !== undefined)
    throw new CliError('CLI_USAGE', `"${plain(unknown)}" is no role. There are: ${ROLE_NAMES.join(', ')}.`);
  if (names.length === 0) throw new CliError('CLI_USAGE', `Say which role: --role, one of ${ROLE_NAMES.join(', ')}.`);
  return [...new Set(names)].map((name) => ROLES[name as RoleName]);
}

const who = ({ name, official }: Member): string => (name === null ? `official ${official.slice(0, 8)}` : plain(name));

/** The member whose name or number fits. Throws CLI_USAGE, CLI_AMBIGUOUS. */
function findMember(members: readonly Member[], typed: string): Member {
  const wanted = typed.toLowerCase();
  const found = members.filter(
    ({ official, name }) => name?.toLowerCase().includes(wanted) || (wanted.length >= 4 && official.startsWith(wanted)),
  );
  if (found.length > 1) throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" fits: ${found.map(who).join(', ')}.`);
  if (!found[0])
    throw new CliError('CLI_USAGE', `No official is called "${plain(typed)}"; see "rogatory authority members".`);
  return found[0];
}

async function members(run: Run): Promise<void> {
  const { found, me } = await asCurrentParty(run, async ({ client }) => ({
    found: await client.members(),
    me: client.whoami()?.official,
  }));
  const now = run.now();
  const mine = found.map(({ official, name, roles, devices, passkeys, invitedUntil }) => ({
    official,
    name,
    roles,
    devices: devices.map(({ kid }) => kid),
    passkeys,
    invitedUntil: invitedUntil === null ? null : iso(invitedUntil),
  }));
  run.output.show({ members: mine }, () =>
    columns(
      found.map((member) => [
        `${who(member)}${member.official === me ? ' (you)' : ''}`,
        member.roles.join(', '),
        member.devices.length > 0
          ? `devices ${member.devices.map(({ kid }) => kid.slice(0, 8)).join(', ')}`
          : (member.invitedUntil ?? 0) > now
            ? `invited until ${brief(member.invitedUntil as number)}`
            : 'no device',
        `${member.passkeys} ${member.passkeys === 1 ? 'passkey' : 'passkeys'}`,
        member.name === null ? '' : member.official.slice(0, 8),
      ]),
    ),
  );
}

async function invite(options: { name: string; role?: string[]; output?: string }, run: Run): Promise<void> {
  const roles = rolesFrom(options.role);
  await asCurrentParty(run, async ({ client }) => {
    const { code, official, changed } = await client.invitations.invite({ name: options.name, roles });
    const words = [
      `Invitation for ${plain(options.name)}, good for 72 hours and for one use:`,
      '',
      `  ${code}`,
      '',
      'Tell it by telephone or hand it over; never send it together with anything else.',
      'It is used with: rogatory authority accept --profile NAME',
    ];
    if (changed.state === 'pending' && !run.output.json) for (const line of words) run.output.data(line);
    await reportChange(changed, words.join('\n'), { run, file: options.output, more: { code, official } });
  });
}

async function setRoles(typed: string, options: { role?: string[]; output?: string }, run: Run): Promise<void> {
  const roles = rolesFrom(options.role);
  await asCurrentParty(run, async ({ client }) => {
    const member = findMember(await client.members(), typed);
    const changed = await client.devices.setRoles(member.official, roles);
    await reportChange(changed, `Done: ${who(member)} is now ${(options.role ?? []).join(', ')}.`, {
      run,
      file: options.output,
    });
  });
}

async function revoke(typed: string, options: { output?: string }, run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const all = await client.members();
    const devices = all.flatMap((member) => member.devices.map((device) => ({ member, device })));
    const wanted = typed.toLowerCase();
    const fits = wanted.length >= 4 ? devices.filter(({ device }) => device.kid.startsWith(wanted)) : [];
    if (fits.length > 1) throw new CliError('CLI_AMBIGUOUS', `"${plain(typed)}" fits several devices.`);
    const [one] = fits;
    if (one) {
      await run.prompt.confirm(
        `Revoke device ${one.device.kid.slice(0, 8)} of ${who(one.member)}? It cannot be undone.`,
      );
      const changed = await client.devices.revoke(one.device.kid);
      return reportChange(changed, 'Revoked. The seal of your authority was renewed; that device opens nothing new.', {
        run,
        file: options.output,
      });
    }
    const member = findMember(all, typed);
    await run.prompt.confirm(`Remove ${who(member)} with all devices? It cannot be undone.`);
    const changed = await client.devices.remove(member.official);
    await reportChange(changed, `Removed: ${who(member)}. The seal of your authority was renewed.`, {
      run,
      file: options.output,
    });
  });
}

async function rotate(options: { output?: string }, run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const changed = await client.devices.rotate();
    await reportChange(changed, 'The seal of your authority was renewed. What was received so far stays readable.', {
      run,
      file: options.output,
    });
  });
}

async function endorse(typed: string, options: Record<string, string>, run: Run): Promise<void> {
  await asParty(run, async ({ client }) => {
    await client.sync();
    const entry = findAuthority(await client.authorities.list(), typed);
    const { jurisdiction, authority } = entry;
    const input = {
      authority,
      jurisdiction,
      competence: options['competence'] as string,
      notifiedOn: options['notified'] as string,
    };
    const changed = await client.devices.endorse(input);
    await reportChange(changed, `Entered: the designation of ${titleOf(entry)}.`, { run, file: options['output'] });
  });
}

const waits = ['-o, --output <file>', 'where to write the decision if another administrator has to sign'] as const;

export function memberCommands(group: Command): void {
  group
    .command('members')
    .description('officials of your authority, what they may do, their devices')
    .action((_options: unknown, command: Command) => members(runOf(command)));
  group
    .command('invite')
    .description('invite an official; shows a code to be told once')
    .requiredOption('--name <name>', 'the official’s name')
    .option('--role <role>', `what they may do: ${ROLE_NAMES.join(', ')}; repeat it`, repeated)
    .option(...waits)
    .action((options: { name: string; role?: string[]; output?: string }, command: Command) =>
      invite(options, runOf(command)),
    );
  group
    .command('roles')
    .description('set what an official may do')
    .argument('<official>', 'name, or first characters of their number')
    .option('--role <role>', `one of ${ROLE_NAMES.join(', ')}; repeat it`, repeated)
    .option(...waits)
    .action((typed: string, options: { role?: string[]; output?: string }, command: Command) =>
      setRoles(typed, options, runOf(command)),
    );
  group
    .command('revoke')
    .description('revoke a device, or remove an official with all devices; renews the seal')
    .argument('<device-or-official>', 'first characters of a device’s number, or an official’s name or number')
    .option(...waits)
    .action((typed: string, options: { output?: string }, command: Command) => revoke(typed, options, runOf(command)));
  group
    .command('rotate')
    .description('renew the seal of your authority before its 30 days are over')
    .option(...waits)
    .action((options: { output?: string }, command: Command) => rotate(options, runOf(command)));
  group
    .command('endorse')
    .description('registrars: enter the designation of an authority')
    .argument('<authority>', 'name, State, first characters of the number, or first three words')
    .requiredOption('--competence <text>', 'for what it is competent')
    .requiredOption('--notified <date>', 'the day of the notification, 2026-03-31')
    .option(...waits)
    .action((typed: string, options: Record<string, string>, command: Command) =>
      endorse(typed, options, runOf(command)),
    );
}

// One run of the command line: its options, streams, clock and profile, as every command gets them (docs/command-line.md).
import type { Command } from 'commander';
import { type Random, systemRandom } from '../../crypto/index.ts';
import { type Output, openOutput, type Streams } from './output.ts';
import { chooseProfile, type Profile } from './profile.ts';
import { openPrompt, type Prompt } from './prompt.ts';
import type { SecretOptions } from './secret.ts';

/** Options that every command takes. */
export type CommonOptions = SecretOptions & {
  readonly profile?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly yes?: boolean;
  readonly input?: boolean;
};

export type Run = Streams & {
  readonly input: NodeJS.ReadStream;
  readonly cwd: string;
  readonly options: CommonOptions;
  readonly output: Output;
  readonly prompt: Prompt;
  readonly random: Random;
  /** IANA name of the zone the reader lives in. */
  readonly zone: string;
  now(): number;
  /** Throws CLI_PROFILE_MISSING, CLI_PROFILE_CHOICE. */
  profile(): Promise<Profile>;
  /** `rogatory COMMAND`, with the profile where it was named: to be typed as it stands. */
  commandLine(command: string): string;
};

/** Collects an option that may be given several times. */
export const repeated = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

/** What a command leaves to be said when Ctrl-C ends it: whether the work is safe, and how to go on. */
const lastWords: string[] = [];
export const whenInterrupted = (text: string | null): void =>
  void (text === null ? lastWords.splice(0) : lastWords.push(text));
export const interruptedWords = (): readonly string[] => lastWords;

/** How this program was called, so that what it tells people to type works as it stands: from a project folder that is `npx rogatory`. */
export const calledAs = (env: Readonly<Record<string, string | undefined>>): string =>
  env['npm_lifecycle_event'] === 'npx' ? 'npx rogatory' : 'rogatory';

/** The run of a command that commander is about to start. */
export function runOf(command: Command): Run {
  const options = command.optsWithGlobals<CommonOptions>();
  const { env, stdin: input, stdout: out, stderr: err } = process;
  const cwd = process.cwd();
  const wishes = { json: options.json === true, verbose: options.verbose === true, quiet: options.quiet === true };
  return {
    env,
    input,
    out,
    err,
    cwd,
    options,
    output: openOutput({ out, err, env }, wishes),
    prompt: openPrompt({
      input,
      output: err,
      allowed: options.input !== false,
      yes: options.yes === true,
      dumb: env['TERM'] === 'dumb',
    }),
    random: systemRandom,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: () => Date.now(),
    profile: () => chooseProfile(options.profile, env, cwd),
    commandLine: (text) => `${calledAs(env)} ${text}${options.profile ? ` --profile ${options.profile}` : ''}`,
  };
}

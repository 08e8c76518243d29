// Questions to the person at the terminal, on standard error; where nobody can be asked the command says so instead of waiting (docs/command-line.md).
import { createInterface } from 'node:readline/promises';
import { CANCEL_SYMBOL, confirm, password, text } from '@clack/prompts';
import { CliError } from './errors.ts';

export type Prompt = {
  /** Whether anybody can be asked. */
  readonly possible: boolean;
  /** Yes or no; --yes says yes. `otherwise` names the option to give instead. Throws CLI_NO_INPUT, CLI_CANCELLED for no. */
  confirm(question: string): Promise<void>;
  /** A line of text. `option`: where it could have been given. Throws CLI_NO_INPUT, CLI_CANCELLED. */
  line(question: string, option: string): Promise<string>;
  /** A line that is not shown. Throws as `line`. */
  secret(question: string, option: string): Promise<string>;
};

export type PromptOptions = {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** False under --no-input. */
  readonly allowed: boolean;
  readonly yes: boolean;
  /** A terminal that can move no cursor: questions are lines, and nothing can be typed unseen. */
  readonly dumb: boolean;
};

export function openPrompt({ input, output, allowed, yes, dumb }: PromptOptions): Prompt {
  const possible = allowed && input.isTTY === true && output.isTTY === true;
  const streams = { input, output, withGuide: false };
  const demand = (question: string, option: string): void => {
    if (!possible) throw new CliError('CLI_NO_INPUT', `Asked for: ${question} Give it with ${option}.`);
  };
  const answered = <T>(answer: T | typeof CANCEL_SYMBOL): T => {
    if (answer === CANCEL_SYMBOL) throw new CliError('CLI_CANCELLED', 'You cancelled the question.');
    return answer as T;
  };
  const needed = (value: string | undefined): string | undefined =>
    value?.trim() ? undefined : 'Please type something.';
  async function plainLine(question: string): Promise<string> {
    const lines = createInterface({ input, output });
    try {
      return (await lines.question(`${question} `)).trim();
    } finally {
      lines.close();
    }
  }
  return {
    possible,
    async confirm(question) {
      if (yes) return;
      demand(question, '--yes');
      if (dumb) {
        if (/^y(es)?$/i.test(await plainLine(`${question} [y/N]`))) return;
        throw new CliError('CLI_CANCELLED', 'You said no.');
      }
      const agreed = answered(await confirm({ ...streams, message: question, initialValue: false }));
      if (!agreed) throw new CliError('CLI_CANCELLED', 'You said no.');
    },
    async line(question, option) {
      demand(question, option);
      if (dumb) return plainLine(question);
      return answered(await text({ ...streams, message: question, validate: needed })).trim();
    },
    async secret(question, option) {
      demand(question, option);
      if (dumb) throw new CliError('CLI_NO_INPUT', `This terminal would show it. Give it with ${option}.`);
      return answered(await password({ ...streams, message: question, validate: needed }));
    },
  };
}

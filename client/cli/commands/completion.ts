// `rogatory completion SHELL`: the script that a shell evaluates.
import { Argument, type Command } from 'commander';
import { completionScript, SHELLS, type Shell } from '../completion.ts';
import { runOf } from '../run.ts';

export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('write the completion script of a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action((shell: Shell, _options: unknown, command: Command) => {
      runOf(command).output.data(completionScript(program, shell).trimEnd());
    });
}

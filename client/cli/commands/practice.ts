// `rogatory practice ...`: the practice world of one computer: started, shown in a minute, looked at, removed (protocol.md section 10).
import { type Command, Option } from 'commander';
import { LIES, type LieName } from '../practice/lies.ts';
import { runOf } from '../run.ts';

// Each loads what it needs: asking for help should not wait for a client.
const load = {
  start: () => import('../practice/start.ts'),
  demo: () => import('../practice/demo.ts'),
  status: () => import('../practice/status.ts'),
};

export function practiceCommand(program: Command): void {
  const practice = program
    .command('practice')
    .description('a practice relay, two invented States and a simulated counterpart on this computer');
  practice
    .command('start')
    .description('start practice; the first time it does one transmission end to end')
    .action(async (_options: unknown, command: Command) => {
      await (await load.start()).startPractice(runOf(command));
      // A first start that was stopped leaves workers behind, which have nothing to lose.
      process.exit(process.exitCode ?? 0);
    });
  practice
    .command('demo')
    .description('the same in a temporary folder, which is removed again')
    .addOption(new Option('--lie <lie>', 'let the relay lie, and see the client catch it').choices(LIES))
    .action(async ({ lie }: { lie?: LieName }, command: Command) => {
      await (await load.demo()).runDemo(runOf(command), lie ?? null);
      process.exit(process.exitCode ?? 0);
    });
  practice
    .command('status')
    .description('whether practice runs, where, and which profiles it has')
    .action(async (_options: unknown, command: Command) => (await load.status()).showStatus(runOf(command)));
  practice
    .command('reset')
    .description('remove the practice world; nothing else is touched')
    .action(async (_options: unknown, command: Command) => (await load.status()).resetPractice(runOf(command)));
}

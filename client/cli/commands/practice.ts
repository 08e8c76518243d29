// `rogatory practice ...`: the practice world of one computer.
import type { Command } from 'commander';

export function practiceCommand(_program: Command): void {}

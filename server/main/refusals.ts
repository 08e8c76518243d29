// What went wrong, as one sentence for whoever started the relay: every error that reaches the top becomes a StartFailure here (docs/operations.md).
import { ProtocolError } from '../../crypto/relay.ts';
import { StoreError } from '../../db/refusals.ts';
import { StartFailure } from '../failure.ts';
import { RelayRefusal } from '../refusal.ts';

const STORE = {
  STORE_CORRUPT: [
    'RELAY-DATABASE',
    'The database is damaged: restore the newest back-up, then run "rogatory relay fsck".',
  ],
  STORE_VERSION: ['RELAY-DATABASE', 'The database was written by a later version: start that version.'],
  STORE_BUSY: ['RELAY-RUNNING', 'Another program holds the database: is the relay running already?'],
  STORE_IO: ['RELAY-DATA', 'The database file cannot be opened or written: check its owner and the disk.'],
  STORE_FULL: ['RELAY-DATA', 'The disk is full: make room and start again.'],
  STORE_ENGINE: ['RELAY-CONFIG', 'databaseUrl in config.json has to be sqlite:/path/to/file.'],
  STORE_VALUE: ['RELAY-DATABASE', 'The database holds a value that this version does not know.'],
  STORE_CLOSED: ['RELAY-UNEXPECTED', 'The database was closed too early.'],
} as const;

function systemFailure(error: NodeJS.ErrnoException & { port?: number; address?: string }): StartFailure | null {
  const where = `${error.address ?? 'this computer'}, port ${error.port ?? '?'}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartFailure(
        'RELAY-PORT',
        `Another program listens on ${where}: stop it, or set another port under "listen" in config.json.`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure(
        'RELAY-PORT',
        'The address under "listen" in config.json is not one of this computer.',
        error,
      );
    case 'ENOSPC':
      return new StartFailure('RELAY-DATA', 'The disk is full: make room and start again.', error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return error.syscall === 'listen'
        ? new StartFailure('RELAY-PORT', `This user may not listen on ${where}: take a port above 1023.`, error)
        : new StartFailure('RELAY-DATA', `This user may not open ${error.path ?? 'a file of the relay'}.`, error);
  }
  return null;
}

/** The failure to print and exit with. */
export function failureOf(error: unknown): StartFailure {
  if (error instanceof StartFailure) return error;
  if (error instanceof StoreError) {
    const [code, sentence] = STORE[error.code];
    return new StartFailure(code, sentence, error);
  }
  if (error instanceof ProtocolError)
    return new StartFailure(
      'RELAY-DATABASE',
      `A stored chain does not stand (${error.code}): restore the newest back-up.`,
      error,
    );
  if (error instanceof RelayRefusal)
    return new StartFailure('RELAY-ADMISSION', `${error.message} (${error.code})`, error);
  const known = error instanceof Error ? systemFailure(error) : null;
  return (
    known ?? new StartFailure('RELAY-UNEXPECTED', 'Something unforeseen stopped the relay; the log says where.', error)
  );
}

// How the store says no: the batch's own rules refuse it, or the engine cannot. In neither case is anything of it stored.

/** Thrown by `commit` when an effect's guard or a uniqueness rule refuses; nothing of the batch is stored. `what` names the effect. */
export class StoreConflict extends Error {
  readonly what: string;
  constructor(what: string, options?: { cause?: unknown }) {
    super(`store conflict: ${what}`, options);
    this.name = 'StoreConflict';
    this.what = what;
  }
}

/** Thrown inside a verb when a log is not as the batch was built on: all of it is undone, and the caller builds it anew. */
export class StaleLog extends Error {}

/**
 * What the engine refuses for reasons outside the batch; nothing of the batch is stored.
 * FULL, BUSY and IO may pass: answer 503 or 507 and go on, the next commit tries anew. CORRUPT does not pass. VALUE is an id or number that no column can hold.
 */
export type StoreErrorCode =
  | 'STORE_FULL'
  | 'STORE_IO'
  | 'STORE_CORRUPT'
  | 'STORE_BUSY'
  | 'STORE_VALUE'
  | 'STORE_ENGINE'
  | 'STORE_VERSION'
  | 'STORE_CLOSED';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

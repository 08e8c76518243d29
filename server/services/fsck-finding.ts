// What a check that throws has found: spoiled bytes often cannot even be read, and that must not end the search.

/** The findings of `checks`; an exception becomes the last of them, about `what`. */
export async function* attempt(
  what: string,
  checks: () => AsyncIterable<string> | Promise<unknown>,
): AsyncGenerator<string> {
  try {
    const running = checks();
    if (Symbol.asyncIterator in running) yield* running;
    else await running;
  } catch (error) {
    yield `${what}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

// A file handed to the person: the browser asks where to put it, or puts it among the downloads.

/** `name` as it is offered; the bytes never leave this browser otherwise. */
export function saveFile(bytes: Uint8Array, name: string, type = 'application/octet-stream'): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download took what it needs when the click returned to the event loop.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Whether the page is being put on paper: then everything stands open and in one column.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** True from the moment the browser asks for the page to print until it has it. */
export function usePrinting(): boolean {
  const [printing, print] = useState(false);
  useEffect(() => {
    // The paper is laid out as soon as the listener returns.
    const before = (): void => flushSync(() => print(true));
    const after = (): void => print(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

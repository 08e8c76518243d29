// Whether somebody is still where they asked for something: whoever has gone elsewhere since is not fetched back.
import { useEffect, useRef } from 'react';

/** True while the page that called it stands. */
export function useHere(): () => boolean {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return () => here.current;
}

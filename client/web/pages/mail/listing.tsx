// The list of one direction with the search that the desk answers: what inbox and sent have in common.
import { useDeferredValue, useLayoutEffect, useRef } from 'react';
import { useDesk } from '../../bridge.ts';
import { Loaded } from '../../components/loaded.tsx';
import { MailRows } from '../../components/mail/mail-list.tsx';
import type { Shown } from '../../components/mail/shown.ts';
import { useLanguage } from '../../i18n.ts';
import type { Placed } from './place.ts';

export function ListOf({
  direction,
  place,
  shown,
  onShow,
}: {
  readonly direction: 'in' | 'out';
  readonly place: Placed;
  readonly shown: Shown;
  onShow(shown: Shown): void;
}) {
  const language = useLanguage();
  const { text } = place;
  const asked = useDeferredValue(text.trim());
  const query = useDesk('mail', ['list', direction, language, asked], (d) =>
    direction === 'in' ? d.mail.inbox(language, asked) : d.mail.sent(language, asked),
  );
  // While the next letter is searched for, what the last one found stays.
  const before = useRef(query.data);
  if (query.data) before.current = query.data;
  const data = query.data ?? before.current;
  const list = useRef<HTMLDivElement>(null);
  const { restore } = place;
  const stands = data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the rows first stand
  useLayoutEffect(() => {
    if (stands && list.current) restore(list.current);
  }, [stands]);
  return (
    <div ref={list} className="stack">
      <Loaded query={{ ...query, data }}>
        {(found) => (
          <MailRows
            direction={direction}
            list={found}
            text={text}
            onSearch={place.search}
            shown={shown}
            onShow={onShow}
          />
        )}
      </Loaded>
    </div>
  );
}

// The list of one direction with the search that the desk answers: what inbox and sent have in common.
import { useDeferredValue, useRef, useState } from 'react';
import { useDesk } from '../../bridge.ts';
import { Loaded } from '../../components/loaded.tsx';
import { MailRows } from '../../components/mail/mail-list.tsx';
import { useLanguage } from '../../i18n.ts';

export function ListOf({ direction }: { readonly direction: 'in' | 'out' }) {
  const language = useLanguage();
  const [text, search] = useState('');
  const asked = useDeferredValue(text.trim());
  const query = useDesk('mail', ['list', direction, language, asked], (d) =>
    direction === 'in' ? d.mail.inbox(language, asked) : d.mail.sent(language, asked),
  );
  // While the next letter is searched for, what the last one found stays.
  const before = useRef(query.data);
  if (query.data) before.current = query.data;
  const shown = { ...query, data: query.data ?? before.current };
  return (
    <Loaded query={shown}>
      {(list) => <MailRows direction={direction} list={list} text={text} onSearch={search} />}
    </Loaded>
  );
}

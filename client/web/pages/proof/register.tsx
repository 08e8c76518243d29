// The register: every transmission of one's own authority by number, other side and state, for whoever may not read what it says.
import IconArrowDownLeft from '@tabler/icons-react/dist/esm/icons/IconArrowDownLeft.mjs';
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortNumber } from '../../../casework/number.ts';
import { useDesk } from '../../bridge.ts';
import { Empty } from '../../components/empty.tsx';
import { List, ListRow } from '../../components/list.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PartyNames } from '../../components/mail/party.tsx';
import { StandingWord } from '../../components/mail/standing.tsx';
import { Page } from '../../components/page.tsx';
import { useSigns } from '../../components/signs.ts';
import { TextField } from '../../components/text-field.tsx';
import { ShortTime } from '../../components/times.tsx';
import { useLanguage } from '../../i18n.ts';
import type { RegisterRow } from '../../worker/register.ts';

/** "Sent: Central Authority of Talassa"; without a name while no entry gives one. */
export function WithWhom({ direction, others }: Pick<RegisterRow, 'direction' | 'others'>) {
  const { t } = useTranslation('proof');
  const { colon } = useSigns();
  const way = t(direction === 'out' ? 'registerSent' : 'registerReceived');
  return others.length === 0 ? (
    way
  ) : (
    <>
      {way}
      {colon}
      <PartyNames parties={others} />
    </>
  );
}

function Row({ row }: { readonly row: RegisterRow }) {
  const Icon = row.direction === 'out' ? IconArrowUpRight : IconArrowDownLeft;
  return (
    <ListRow
      href={`/register/${row.subject}`}
      icon={<Icon size={22} aria-hidden="true" className="pointing" />}
      title={<WithWhom {...row} />}
      detail={<code dir="ltr">{shortNumber(row.subject)}</code>}
      status={<StandingWord status={row.status} direction={row.direction} standing="register" books />}
      time={<ShortTime value={row.at} />}
    />
  );
}

export function RegisterPage() {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const query = useDesk('mail', ['register', language, asked], (d) => d.register.list(language, asked));
  // While the next letter is searched for, what the last one found stays.
  const before = useRef(query.data);
  if (query.data) before.current = query.data;
  return (
    <Page title={t('registerTitle')} lead={t('registerLead')}>
      <TextField
        label={t('registerSearch')}
        hint={t('registerSearchHint')}
        type="search"
        value={text}
        onChange={setText}
      />
      <Loaded query={{ ...query, data: query.data ?? before.current }}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t(asked === '' ? 'registerNone' : 'registerNoMatch')}>
              <p>{t(asked === '' ? 'registerNoneWhy' : 'registerSearchHint')}</p>
            </Empty>
          ) : (
            <List label={t('registerTitle')}>
              {rows.map((row) => (
                <Row key={row.subject} row={row} />
              ))}
            </List>
          )
        }
      </Loaded>
    </Page>
  );
}

// The page "What the relay holds": one transmission as its parties read it beside the relay's bytes of it, and a search for any word in all that the relay keeps.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useSeat } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { ComboBox } from '../../components/select.tsx';
import { language } from '../../i18n.ts';
import type { Choice } from '../../worker/practice.ts';
import { Beside } from './beside.tsx';
import { SearchRelay } from './search-relay.tsx';

function Chosen({ subject, practice }: { readonly subject: string; readonly practice: boolean }) {
  const held = useDesk('mail', ['held', subject, language()], (desk) => desk.practice.held(subject, language()));
  return (
    <Loaded query={held}>
      {(both) => (
        <>
          <Beside held={both} />
          {practice ? <SearchRelay key={subject} held={both} /> : null}
        </>
      )}
    </Loaded>
  );
}

function Choose({ choices, practice }: { readonly choices: readonly Choice[]; readonly practice: boolean }) {
  const { t } = useTranslation('practice');
  const [chosen, setChosen] = useState<string | null>(null);
  const subject = chosen ?? choices[0]?.subject ?? null;
  // What is looked at stays when something newer arrives.
  if (chosen !== subject) setChosen(subject);
  if (subject === null)
    return (
      <Empty title={t('noneTitle')} action={<ButtonLink href="/new">{t('noneDo')}</ButtonLink>}>
        <p>{t('noneWhy')}</p>
      </Empty>
    );
  return (
    <>
      <ComboBox
        label={t('choose')}
        value={subject}
        onChange={setChosen}
        options={choices.map(({ subject: key, title, at }) => ({
          key,
          label: title,
          detail: new Date(at).toISOString().slice(0, 16).replace('T', ' '),
        }))}
      />
      <Chosen subject={subject} practice={practice} />
    </>
  );
}

export function RelayPage() {
  const { t } = useTranslation('practice');
  const { data: state } = useSeat();
  const seated = Boolean(state?.seat);
  return (
    <Page title={t('relayTitle')} lead={t('relayLead')}>
      {state && !seated ? (
        <Empty title={t('lockedTitle')} action={<ButtonLink href="/sign-in">{t('lockedDo')}</ButtonLink>}>
          <p>{t('lockedWhy')}</p>
        </Empty>
      ) : null}
      {seated ? <Mine practice={state?.practice ?? false} /> : null}
    </Page>
  );
}

function Mine({ practice }: { readonly practice: boolean }) {
  const choices = useDesk('mail', ['choices', language()], (desk) => desk.practice.transmissions(language()));
  return <Loaded query={choices}>{(list) => <Choose choices={list} practice={practice} />}</Loaded>;
}

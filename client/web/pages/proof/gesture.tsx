// The page "Sign for the command line": the same eight words as there, compared by a person, then one touch (docs/spec/http.md, HTTP-16).
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choice.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Words } from '../../components/words.tsx';
import type { DeskError } from '../../fault.ts';
import { passkeys } from '../../passkeys.ts';
import type { Asked } from '../../worker/sign.ts';

/** What the relay's refusals mean here, where its general sentences speak of something else. */
const REFUSED: Readonly<Record<string, 'signExpired' | 'signOther' | 'signTwice'>> = {
  RELAY_NOT_FOUND: 'signExpired',
  RELAY_FORBIDDEN: 'signOther',
  RELAY_CONFLICT: 'signTwice',
};

function Refusal({ error }: { readonly error: DeskError }) {
  const { t } = useTranslation(['proof', 'shell']);
  const known = REFUSED[error.code ?? ''];
  if (!known) return <Failure error={error} />;
  return (
    <div role="alert">
      <Notice tone="bad" title={t(known)}>
        <p>{t('signSafe')}</p>
        <p className="soft small">{t('shell:code', { code: error.code ?? '' })}</p>
      </Notice>
    </div>
  );
}

function Ask({ fragment, asked: { purpose, compare } }: { readonly fragment: string; readonly asked: Asked }) {
  const { t } = useTranslation('proof');
  const [agreed, setAgreed] = useState(false);
  const sign = useDeskAct(async () => {
    const question = await desk.sign.question(fragment);
    await desk.sign.handIn(fragment, await passkeys.assert(question));
  });
  if (sign.isSuccess)
    return (
      <Notice announced tone="good" title={t(purpose === 'login' ? 'signedIn' : 'signed')}>
        <p>{t('signBack')}</p>
      </Notice>
    );
  return (
    <>
      <h2>{t(purpose === 'login' ? 'signLoginWhat' : 'signWhat')}</h2>
      <p>{t(purpose === 'login' ? 'signLoginWhy' : 'signWhy')}</p>
      {purpose === 'login' ? (
        <p>
          <code dir="ltr">{compare.join(' ')}</code>
        </p>
      ) : (
        <Words words={compare} />
      )}
      <Checkbox label={t(purpose === 'login' ? 'signLoginAgree' : 'signAgree')} value={agreed} onChange={setAgreed} />
      {sign.error ? <Refusal error={sign.error} /> : null}
      <div className="row">
        <Button look="primary" isDisabled={!agreed} busy={sign.isPending} onPress={() => sign.mutate()}>
          {t(purpose === 'login' ? 'signLoginDo' : 'signDo')}
        </Button>
      </div>
      <p className="soft">{t('signStop')}</p>
    </>
  );
}

export function GesturePage() {
  const { t } = useTranslation('proof');
  const fragment = useLocation({ select: ({ hash }) => hash });
  const look = useDesk('seat', ['gesture', fragment], (at) => at.sign.look(fragment));
  return (
    <Page title={t('signTitle')} lead={t('signLead')}>
      <Loaded query={look}>
        {(asked) =>
          asked ? (
            <Ask key={fragment} fragment={fragment} asked={asked} />
          ) : (
            <Empty title={t('signNone')}>
              <p>{t('signNoneWhy')}</p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

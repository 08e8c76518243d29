// The ceremony of the eight words: call, read one's own aloud, choose what one hears, sign. A wrong choice ends it.
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelOf } from '../../../casework/particulars.ts';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Checkbox, RadioGroup } from '../../components/choice.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Address, PLACE, Spoken } from '../../components/particulars.tsx';
import { Words } from '../../components/words.tsx';
import { useNaming } from '../../naming.ts';
import type { AuthorityView, Halves } from '../../worker/trust.ts';
import './ceremony.css';

type Heard = '0' | '1' | '2' | 'none';
const NOTHING: readonly (Heard | null)[] = [null, null];

function Hearing({
  halves,
  heard,
  digits,
  error,
  onHeard,
}: {
  readonly halves: Halves;
  readonly heard: readonly (Heard | null)[];
  readonly digits: boolean;
  readonly error: string | undefined;
  onHeard(heard: readonly (Heard | null)[]): void;
}) {
  const { t } = useTranslation('trust');
  return halves.map((rows, half) => (
    <RadioGroup<Heard>
      // biome-ignore lint/suspicious/noArrayIndexKey: the first half and the second
      key={half}
      label={half === 0 ? t('firstHalf') : t('secondHalf')}
      error={heard[half] === null ? error : undefined}
      value={heard[half] ?? null}
      onChange={(choice) => onHeard(heard.map((before, at) => (at === half ? choice : before)))}
      choices={[
        ...rows.map((row, at) => ({
          key: String(at) as Heard,
          label: (
            <span className="ceremony-row" dir="ltr" lang="en">
              {digits ? row.digits : row.words.join('  ')}
            </span>
          ),
        })),
        { key: 'none', label: t('noneOf') },
      ]}
    />
  ));
}

/** The number that the directory shows is the one number not to call: who made up an authority made it up too. */
function StatedNumber({ particulars }: { readonly particulars: AuthorityView['particulars'] }) {
  const { t } = useTranslation('particulars');
  const number = channelOf(particulars, 'telephone') ?? channelOf(particulars, 'pointOfContact');
  return (
    <>
      <p>{t('noCompareBy')}</p>
      {number === null ? null : (
        <p className="soft">
          <Spoken text={t('statedNumber', { number: PLACE })} part={<Address kind="telephone" text={number} />} />
        </p>
      )}
    </>
  );
}

function Ended({
  right,
  waiting,
  name,
  authority,
  onAgain,
}: {
  readonly right: boolean;
  readonly waiting: boolean;
  readonly name: string;
  readonly authority: string;
  onAgain(): void;
}) {
  const { t } = useTranslation('trust');
  if (right)
    return (
      <Notice
        announced
        tone="good"
        title={t('rightTitle')}
        actions={
          <ButtonLink look="primary" href={`/directory/${authority}`}>
            {t('backToAuthority')}
          </ButtonLink>
        }
      >
        <p>{waiting ? t('rightWaiting') : t('rightWhy', { name })}</p>
      </Notice>
    );
  return (
    <div role="alert">
      <Notice
        tone="bad"
        title={t('wrongTitle')}
        actions={
          <>
            <Button onPress={onAgain}>{t('again')}</Button>
            <ButtonLink look="quiet" href={`/directory/${authority}`}>
              {t('backToAuthority')}
            </ButtonLink>
          </>
        }
      >
        <p>{t('wrongWhy', { name })}</p>
        <ol className="stack">
          <li>{t('wrongHang')}</li>
          <li>{t('wrongRepeat')}</li>
          <li>{t('wrongStop')}</li>
        </ol>
      </Notice>
    </div>
  );
}

export function CeremonyPage() {
  const { t } = useTranslation('trust');
  const { nameOf } = useNaming();
  const { authority } = useParams({ from: '/directory/$authority/verify' });
  const { data: seat } = useSeat();
  const admin = seat?.seat?.roles.includes('admin') ?? false;
  const them = useDesk('directory', ['authority', authority], (d) => d.trust.authority(authority));
  const [round, setRound] = useState(() => crypto.randomUUID());
  // Asked once for each round, and not again when the directory grows meanwhile: the rows on the page stay.
  const prepared = useDesk('seat', ['ceremony', authority, round], (d) => d.trust.ceremony(authority));
  const [heard, setHeard] = useState(NOTHING);
  const [digits, setDigits] = useState(false);
  const [missing, setMissing] = useState(false);
  const judge = useDeskAct((d, rows: readonly (number | null)[]) => d.trust.compared(authority, rows));
  const name = them.data ? nameOf(them.data) : '';

  function send(): void {
    setMissing(heard.includes(null));
    if (!heard.includes(null)) judge.mutate(heard.map((one) => (one === 'none' ? null : Number(one))));
  }
  function again(): void {
    judge.reset();
    setHeard(NOTHING);
    setRound(crypto.randomUUID());
  }

  return (
    <Page title={t('ceremonyTitle')} lead={t('ceremonyLead', { name })} failed={missing || judge.data?.is === 'wrong'}>
      {judge.data ? (
        <Ended
          right={judge.data.is !== 'wrong'}
          waiting={judge.data.is === 'waiting'}
          name={name}
          authority={authority}
          onAgain={again}
        />
      ) : (
        <Loaded query={prepared}>
          {({ mine, halves }) => (
            <>
              {admin ? null : <Notice tone="waiting">{t('signNeedsAdmin')}</Notice>}
              <Panel title={`1. ${t('stepCall')}`}>
                <p>{t('stepCallWhy')}</p>
                <StatedNumber particulars={them.data?.particulars ?? null} />
              </Panel>
              <Panel title={`2. ${t('stepRead')}`}>
                <p>{t('stepReadWhy')}</p>
                {digits ? (
                  <p className="ceremony-row" dir="ltr">
                    {mine.digits}
                  </p>
                ) : (
                  <Words words={mine.words} />
                )}
              </Panel>
              <Panel title={`3. ${t('stepHear')}`}>
                <p>{t('stepHearWhy')}</p>
                <Hearing {...{ halves, heard, digits }} error={missing ? t('choose') : undefined} onHeard={setHeard} />
                <Checkbox label={t('showDigits')} value={digits} onChange={setDigits} />
              </Panel>
              {judge.error ? <Failure error={judge.error} /> : null}
              <div className="row">
                <Button look="primary" busy={judge.isPending} isDisabled={!admin} onPress={send}>
                  {t('sign')}
                </Button>
                <ButtonLink look="quiet" href={`/directory/${authority}`}>
                  {t('backToAuthority')}
                </ButtonLink>
              </div>
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

// Whether those one writes to accept the language of a request, and whom to call about an urgent one: from what they say of their offices.
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { type DraftedAct, instrumentOf } from '../../../casework/draft.ts';
import { cite } from '../../../casework/instrument.ts';
import { channelOf } from '../../../casework/particulars.ts';
import { settleFields } from '../../../casework/settle.ts';
import { useDesk } from '../../bridge.ts';
import { Notice } from '../../components/notice.tsx';
import { Address, languageNames, PLACE, Spoken } from '../../components/particulars.tsx';
import { useLabels } from '../../labels.ts';
import type { Counterpart } from '../../worker/compose.ts';

/** Those written to, as far as the directory knows them. */
function useAddressees(to: readonly string[]): readonly Counterpart[] {
  const { data = [] } = useDesk('directory', ['counterparts'], (d) => d.compose.counterparts());
  return to.flatMap((one) => data.find(({ authority }) => authority === one) ?? []);
}

/** The languages each of them accepts, of those that state any: what a draft is checked with. */
export const useAccepted = (to: readonly string[]): readonly (readonly string[])[] =>
  useAddressees(to).flatMap(({ particulars }) => (particulars ? [particulars.languages] : []));

const languageFields = (act: DraftedAct) =>
  ACT_KINDS[act.kind].fields.filter((field) => field.type === 'language' && field.accepted === true);

/** What they accept; once another language is chosen, loudly, and what to do about it. Nothing for acts that have no language of their own. */
export function LanguageWords({
  act,
  onlyWrong = false,
}: {
  readonly act: DraftedAct;
  /** Nothing is said while all is well. */
  readonly onlyWrong?: boolean;
}) {
  const { t } = useTranslation('particulars');
  const { labels, locale } = useLabels();
  const them = useAddressees(act.to);
  const asked = languageFields(act);
  if (asked.length === 0) return null;
  const settled = settleFields(ACT_KINDS[act.kind].fields, act.fields);
  const written = asked.flatMap(({ id }) => (typeof settled[id] === 'string' ? [settled[id]] : []));
  const citation = cite(asked[0]?.articles, instrumentOf(act), labels);
  return them.map(({ authority, name, particulars }) => {
    if (!particulars)
      return onlyWrong ? null : (
        <p key={authority} className="soft">
          <bdi>{t('languagesUnknown', { name })}</bdi>
        </p>
      );
    const languages = languageNames(particulars.languages, locale);
    const wrong = written.length > 0 && !written.some((one) => particulars.languages.includes(one));
    if (wrong)
      return (
        <Notice
          key={authority}
          tone="waiting"
          announced={!onlyWrong}
          title={t('languageTitle', { language: languageNames(written, locale) })}
        >
          <p>
            <bdi>{t('languageWhy', { name, languages, citation })}</bdi>
          </p>
          <p>{t('languageDo')}</p>
        </Notice>
      );
    return onlyWrong ? null : (
      <p key={authority} className="soft">
        <bdi>{t('languagesOf', { name, languages })}</bdi>
      </p>
    );
  });
}

/** Of an urgent preservation: who answers at any hour, or that nobody said so. */
export function AtAnyHour({ to }: { readonly to: readonly string[] }) {
  const { t } = useTranslation('particulars');
  return useAddressees(to).map(({ authority, name, particulars, verified }) => {
    const night = channelOf(particulars, 'pointOfContact');
    const day = channelOf(particulars, 'telephone');
    const number = night ?? day;
    return (
      <Notice
        key={authority}
        tone={night === null ? 'waiting' : 'calm'}
        title={<bdi>{t(night === null ? 'atNoHour' : 'atAnyHour', { name })}</bdi>}
      >
        {number === null ? null : (
          <p>
            <Spoken
              text={t(night === null ? 'atUrgent' : 'atAnyHourWhy', { number: PLACE })}
              part={<Address kind="telephone" text={number} />}
            />
          </p>
        )}
        {night === null ? <p>{t('atNoHourWhy')}</p> : null}
        {number === null || verified ? null : <p>{t('atAnyHourUnverified')}</p>}
      </Notice>
    );
  });
}

// The form of what others see of one's own office; what is wrong stands on top and beside its field, and nothing is signed before it is right.
import { useMemo, useRef, useState } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  ADDRESSED,
  type Addressed,
  FORMS,
  type Particulars,
  type ParticularsFault,
  type TypedParticulars,
  typedFrom,
  typedParticulars,
} from '../../../casework/particulars.ts';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox, CheckboxGroup } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { ownZone, zoneOptions } from '../../components/form/names.ts';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { ComboBox } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { Outcome } from '../../worker/authority.ts';
import { HoursLines } from './hours-lines.tsx';
import { LanguageList } from './language-list.tsx';

const HINTS = {
  post: 'postHint',
  telephone: 'telephoneHint',
  email: undefined,
  pointOfContact: 'pointOfContactHint',
} as const satisfies { readonly [A in Addressed]: string | undefined };

function useFaultWords() {
  const { t } = useTranslation('particulars');
  const times = { from: '09:00', until: '17:00' };
  return ({ field, problem, line }: ParticularsFault): string => {
    const number = (line ?? 0) + 1;
    if (field !== 'hours') return t(`fault_${field}`);
    if (problem === 'missing') return t('fault_hours_missing', { number });
    return problem === 'overlap' ? t('fault_hours_overlap', { number }) : t('fault_hours_form', { number, ...times });
  };
}

export function ParticularsForm({
  stands,
  onCancel,
  onOutcome,
}: {
  readonly stands: Particulars | null;
  onCancel(): void;
  onOutcome(outcome: Outcome): void;
}) {
  const { t } = useTranslation('particulars');
  const { locale } = useLocale();
  const words = useFaultWords();
  const zones = useMemo(zoneOptions, []);
  const [typed, setTyped] = useState<TypedParticulars>(() => typedFrom(stands, ownZone()));
  const [attempt, setAttempt] = useState(0);
  const place = useRef<HTMLFormElement>(null);
  const state = useDeskAct((d, particulars: Particulars) => d.particulars.state(particulars), ['authority']);
  const put = (change: Partial<TypedParticulars>): void => setTyped((before) => ({ ...before, ...change }));
  const read = typedParticulars(typed);
  const faults = attempt > 0 && read.is === 'wrong' ? read.faults : [];
  const faultOf = (field: ParticularsFault['field']): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && words(found);
  };
  const focus = ({ field, line }: ParticularsFault): void =>
    place.current
      ?.querySelector<HTMLElement>(`[data-part="${field}${line === null ? '' : line}"] :is(input, button)`)
      ?.focus();

  function send(): void {
    setAttempt((before) => before + 1);
    if (read.is === 'right') state.mutate(read.particulars, { onSuccess: onOutcome });
  }

  return (
    <Panel title={t('ownTitle')}>
      <form
        ref={place}
        className="particulars-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ErrorSummary
          attempt={attempt}
          errors={faults.map((fault) => ({
            field: `${fault.field} ${fault.line}`,
            message: words(fault),
            focus: () => focus(fault),
          }))}
        />
        <Notice>
          <p>{t('officeOnly')}</p>
        </Notice>
        <div data-part="languages">
          <LanguageList
            codes={typed.languages}
            locale={locale}
            error={faultOf('languages')}
            onChange={(languages) => put({ languages })}
          />
        </div>
        <CheckboxGroup
          label={t('formsLabel')}
          optional
          value={typed.forms}
          onChange={(forms) => put({ forms })}
          choices={FORMS.map((key) => ({ key, label: t(`form_${key}`) }))}
        />
        <Checkbox label={t('hereLabel')} value={typed.here} onChange={(here) => put({ here })} />
        {ADDRESSED.map((kind) => (
          <div key={kind} data-part={kind}>
            <TextField
              label={t(`channel_${kind}`)}
              optional
              {...(HINTS[kind] === undefined ? {} : { hint: t(HINTS[kind]) })}
              {...(kind === 'post' ? {} : { inputMode: kind === 'email' ? 'email' : 'tel' })}
              value={typed[kind]}
              onChange={(text) => put({ [kind]: text })}
              error={faultOf(kind)}
            />
          </div>
        ))}
        <HoursLines
          lines={typed.hours}
          locale={locale}
          faultOf={(line) => {
            const found = faults.find((one) => one.field === 'hours' && one.line === line);
            return found && words(found);
          }}
          onChange={(hours) => put({ hours })}
        />
        <div data-part="zone">
          <ComboBox
            label={t('zone')}
            options={zones}
            value={typed.zone}
            onChange={(zone) => put({ zone })}
            error={faultOf('zone')}
          />
        </div>
        {state.error ? <Failure error={state.error} /> : null}
        <div className="row">
          <Button type="submit" look="primary" busy={state.isPending}>
            {t('save')}
          </Button>
          <Button look="quiet" onPress={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

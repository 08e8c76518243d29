// A form of casework on the screen: any act, from its data alone; values go in and out as an act holds them (house.md "casework": one renderer draws every form).
import { type ReactNode, useEffect } from 'react';
import { type FieldValues, FormProvider, useForm } from 'react-hook-form';
import type { Missing } from '../../../casework/completeness.ts';
import type { Fields, FormField } from '../../../casework/form.ts';
import { Essentials } from './essentials.tsx';
import { heldIn, placeOf } from './held.ts';
import { Questions } from './questions.tsx';
import { type Speech, SpeechProvider } from './speech.tsx';

export type ActFormProps = {
  /** The fields to draw: all of a form, or one section of it. */
  readonly fields: readonly FormField[];
  /** All values of the act, also those not drawn here. Read once: another draft is another `key`. */
  readonly values: Fields;
  readonly speech: Speech;
  /** What stands in the way of signing, said beside its field, where its paragraph is cited already. */
  readonly missing?: readonly Pick<Missing, 'path' | 'brief'>[];
  /** Name of the whole, where what may be left out of it is folded away. */
  readonly brief?: string | undefined;
  /** Every change, with all values. */
  onChange(values: Fields): void;
  readonly children?: ReactNode;
};

export function ActForm({ fields, values, speech, missing = [], brief, onChange, children }: ActFormProps) {
  const form = useForm<FieldValues>({ defaultValues: structuredClone(values) as FieldValues, mode: 'onSubmit' });
  const { subscribe, setError, clearErrors } = form;

  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values: now }) => onChange(heldIn(now)),
      }),
    [subscribe, onChange],
  );
  useEffect(() => {
    clearErrors();
    for (const { path, brief: message } of missing) setError(placeOf(path), { type: 'missing', message });
  }, [missing, setError, clearErrors]);

  return (
    <FormProvider {...form}>
      <SpeechProvider speech={speech}>
        <form noValidate autoComplete="off" className="act-form" onSubmit={(event) => event.preventDefault()}>
          {brief === undefined ? <Questions fields={fields} /> : <Essentials fields={fields} name={brief} />}
          {children}
        </form>
      </SpeechProvider>
    </FormProvider>
  );
}

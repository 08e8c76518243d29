// The fields of a form, or of a group or entry in it, in their order; a field shows only while what is chosen beside it asks for it.
import { type FieldValues, useFormContext, useWatch } from 'react-hook-form';
import { applies, type Field } from '../../../casework/form.ts';
import { Answer, useWords } from './answer.tsx';
import { Entries } from './entries.tsx';
import './form.css';

/** `path`: of the group or entry these fields belong to; empty for the whole form. */
export function Questions({ fields, path = '' }: { readonly fields: readonly Field[]; readonly path?: string }) {
  const { getValues, control } = useFormContext<FieldValues>();
  const conditional = fields.some(({ when }) => when !== undefined);
  // Watched only where an answer can change what is asked.
  const watched = useWatch(
    path === '' ? { control, disabled: !conditional } : { control, name: path, disabled: !conditional },
  );
  const scope = (conditional ? watched : path === '' ? getValues() : getValues(path)) as FieldValues | undefined;
  return (
    <div className="form-fields">
      {fields.map((field) => {
        if (field.when !== undefined && !applies(field.when, scope ?? {})) return null;
        const place = path === '' ? field.id : `${path}.${field.id}`;
        if (field.type === 'list') return <Entries key={field.id} field={field} path={place} />;
        if (field.type === 'group') return <Group key={field.id} field={field} path={place} />;
        return (
          <div key={field.id} data-place={place}>
            <Answer field={field} path={place} />
          </div>
        );
      })}
    </div>
  );
}

function Group({ field, path }: { readonly field: Extract<Field, { type: 'group' }>; readonly path: string }) {
  const { getFieldState, formState } = useFormContext<FieldValues>();
  const words = useWords(field, getFieldState(path, formState).error?.message);
  return (
    <fieldset className="form-group" data-place={path}>
      <legend>{words.label}</legend>
      {'hint' in words ? <p className="field-hint">{words.hint}</p> : null}
      {words.error ? <p className="field-error">{words.error}</p> : null}
      <Questions fields={field.of} path={path} />
    </fieldset>
  );
}

// Recovery sheets as they are printed, once; they are put away only when somebody has read from one what no screen says.
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { SheetView } from '../../worker/founding.ts';
import './authority.css';

const ASKED = 3;

/** Three places of one sheet, drawn once. */
function draw(sheets: readonly SheetView[]): { sheet: SheetView; places: number[] } | null {
  const bytes = crypto.getRandomValues(new Uint8Array(ASKED + 1));
  const sheet = sheets[(bytes[0] as number) % sheets.length];
  if (!sheet) return null;
  const groups = sheet.text.split('-').length;
  const places = new Set<number>();
  for (const byte of bytes.slice(1)) {
    let place = byte % groups;
    while (places.has(place)) place = (place + 1) % groups;
    places.add(place);
  }
  return { sheet, places: [...places].sort((a, b) => a - b) };
}

function Printed({ sheet, all, needed }: { readonly sheet: SheetView; readonly all: number; readonly needed: number }) {
  const { t } = useTranslation('authority');
  return (
    <article className="sheet" aria-label={t('sheetNumber', { number: sheet.number, all })}>
      <h2>{t('sheetNumber', { number: sheet.number, all })}</h2>
      <ol className="sheet-groups" dir="ltr">
        {sheet.text.split('-').map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same group may stand twice, and its place is what it is
          <li key={place}>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <p className="small">{t('sheetKeep', { needed })}</p>
      <p className="small">{t('sheetAsked')}</p>
    </article>
  );
}

/** `onProven`: the person typed what stands on the paper. */
export function Sheets({
  sheets,
  needed,
  onProven,
}: {
  readonly sheets: readonly SheetView[];
  readonly needed: number;
  onProven(): void;
}) {
  const { t } = useTranslation('authority');
  const [printed, setPrinted] = useState(false);
  const [typed, setTyped] = useState<readonly string[]>(['', '', '']);
  const [wrong, setWrong] = useState(false);
  const asked = useRef(draw(sheets)).current;
  function prove(): void {
    const groups = asked?.sheet.text.split('-') ?? [];
    const right = asked?.places.every((place, at) => typed[at]?.trim().toUpperCase() === groups[place]);
    setWrong(!right);
    if (right) onProven();
  }
  if (!printed)
    return (
      <div className="authority-part">
        <p>{t('sheetsWhy', { needed, all: sheets.length })}</p>
        {sheets.map((sheet) => (
          <Printed key={sheet.number} sheet={sheet} all={sheets.length} needed={needed} />
        ))}
        <div className="row no-print">
          <Button look="primary" onPress={() => window.print()}>
            {t('print')}
          </Button>
          <Button onPress={() => setPrinted(true)}>{t('sheetsPrinted')}</Button>
        </div>
      </div>
    );
  return (
    <form
      className="authority-part"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        prove();
      }}
    >
      <h2>{t('proveTitle')}</h2>
      <p>{t('proveWhy', { number: asked?.sheet.number ?? 1 })}</p>
      {asked?.places.map((place, at) => (
        <TextField
          key={place}
          mono
          label={t('proveGroup', { place: place + 1 })}
          value={typed[at] ?? ''}
          onChange={(value) => setTyped((before) => before.map((one, i) => (i === at ? value : one)))}
          error={wrong ? t('proveWrong') : undefined}
          autoComplete="off"
          spellCheck="false"
        />
      ))}
      <div className="row">
        <Button type="submit" look="primary">
          {t('prove')}
        </Button>
        <Button look="quiet" onPress={() => setPrinted(false)}>
          {t('sheetsAgain')}
        </Button>
      </div>
    </form>
  );
}

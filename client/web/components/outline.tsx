// What an act says, drawn from the one reading that letters are drawn from too: label, paragraph of the treaty, text (client/casework/outline.ts).
import type { Paragraph } from '../../casework/outline.ts';
import './outline.css';

const Head = ({ label, cited }: Pick<Paragraph, 'label' | 'cited'>) => (
  <dt>
    {label} {cited === '' ? null : <span className="outline-cited">{cited}</span>}
  </dt>
);

/** `entry`: the name of an entry of a list by its mark, "Item 2". */
export function Outline({
  paragraphs,
  entry,
}: {
  readonly paragraphs: readonly Paragraph[];
  entry(list: string, mark: string): string;
}) {
  return (
    <dl className="outline">
      {paragraphs.map((one) => (
        <div key={one.label} className="outline-row">
          <Head {...one} />
          <dd>
            {one.is === 'group' ? (
              <Outline paragraphs={one.of} entry={entry} />
            ) : one.is === 'list' ? (
              <ol className="outline-entries">
                {one.entries.map(({ mark, of }) => (
                  <li key={mark}>
                    <span className="outline-mark">{entry(one.label, mark)}</span>
                    <Outline paragraphs={of} entry={entry} />
                  </li>
                ))}
              </ol>
            ) : (
              <bdi className={one.is === 'text' ? 'outline-text' : undefined}>{one.text}</bdi>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

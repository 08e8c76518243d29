// An act as its form reads: sections, labels, values; texts keep their lines, and whatever language they are in its direction.
import type { Paragraph, Part } from '../../../casework/outline.ts';
import './act-text.css';

function Cited({ cited }: { readonly cited: string }) {
  return cited === '' ? null : <span className="act-cited"> {cited}</span>;
}

function Said({ paragraphs }: { readonly paragraphs: readonly Paragraph[] }) {
  return (
    <dl className="act-said">
      {paragraphs.map((one) => (
        <div key={one.label} className={one.is === 'line' ? 'act-line' : 'act-block'}>
          <dt>
            {one.label}
            <Cited cited={one.cited} />
          </dt>
          <dd>
            <Value one={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ one }: { readonly one: Paragraph }) {
  switch (one.is) {
    case 'line':
      return <bdi>{one.text}</bdi>;
    case 'text':
      return (
        <p dir="auto" className="act-text">
          {one.text}
        </p>
      );
    case 'group':
      return <Said paragraphs={one.of} />;
    case 'list':
      return (
        <ol className="act-entries">
          {one.entries.map(({ mark, of }) => (
            <li key={mark}>
              <span className="act-mark">{mark}</span>
              <Said paragraphs={of} />
            </li>
          ))}
        </ol>
      );
  }
}

export function ActText({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map(({ title, paragraphs }) => (
    <section key={title ?? ''} className="act-part">
      {title === null ? null : <h2>{title}</h2>}
      <Said paragraphs={paragraphs} />
    </section>
  ));
}

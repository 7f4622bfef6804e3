import { useId } from 'react';

/** One of a few, all of which can be seen. */
export const Choice = <Value extends string>({ title, options, chosen, onChoose }: ChoiceProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="setting">
      <legend>{title}</legend>
      <div className="options">
        {options.map(([value, words, language]) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
            <span lang={language}>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

interface ChoiceProps<Value> {
  readonly title: string;
  /** What can be chosen, how it is called, and in which language, if not in the page's. */
  readonly options: readonly (readonly [value: Value, words: string, language?: string])[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

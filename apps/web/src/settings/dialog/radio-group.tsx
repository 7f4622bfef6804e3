import { useId } from 'react';

/** A fieldset of radio buttons. */
export const RadioGroup = <Value extends string>({ title, options, selected, onSelect }: RadioGroupProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="setting">
      <legend>{title}</legend>
      <div className="options">
        {options.map(([value, label, language]) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === selected} onChange={() => onSelect(value)} />
            <span lang={language} translate={language === undefined ? undefined : 'no'}>
              {label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

interface RadioGroupProps<Value> {
  readonly title: string;
  /** `language`: the language of the label, if it is not the page's. */
  readonly options: readonly (readonly [value: Value, label: string, language?: string])[];
  readonly selected: Value;
  readonly onSelect: (value: Value) => void;
}

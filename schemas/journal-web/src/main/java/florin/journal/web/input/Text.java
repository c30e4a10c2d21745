package florin.journal.web.input;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Narrows or widens the rule for the text of one field of a request body. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Text {

  /** UTF-16 code units at most. */
  int max() default InputRules.LONGEST_TEXT;

  /** Whether tabs and line breaks are allowed. */
  boolean multiLine() default false;
}

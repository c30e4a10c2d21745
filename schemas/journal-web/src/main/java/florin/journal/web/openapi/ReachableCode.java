package florin.journal.web.openapi;

import florin.journal.stream.ProblemDefinition;
import florin.journal.stream.Rejection;
import florin.journal.web.openapi.ClassCode.FieldReference;
import florin.journal.web.openapi.ClassCode.MethodCode;
import florin.journal.web.openapi.ClassCode.MethodReference;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.Type;

/**
 * Finds the code that a handler can run, by following calls, functions and the initialisers of
 * constants through the classes of Florin, and the problem types that this code names. The result
 * can have a problem type too many, where a method serves several handlers; it has none too few
 * unless a problem type is named outside the code that is followed: by the framework, or by an
 * object that a bean was given.
 *
 * <p>A method that takes a command is followed only if the handler makes such a command, so that a
 * handler that renames does not list the refusals of one that merges.
 */
final class ReachableCode {

  private static final String REJECTION = Type.getInternalName(Rejection.class);

  private final ClassLoader loader;
  private final Map<String, ClassCode> classes = new HashMap<>();
  private final Map<FieldReference, Optional<ProblemDefinition>> constants = new HashMap<>();

  ReachableCode(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * @param problems the problem types that the reached code names as constants
   * @param codes texts of methods that make a rejection; some are codes of problem types
   * @param methods the methods that it can call
   */
  record Reached(Set<ProblemDefinition> problems, Set<String> codes, Set<MethodReference> methods) {

    boolean calls(Class<?> owner, String method) {
      String name = Type.getInternalName(owner);
      return methods.stream()
          .anyMatch(reached -> reached.owner().equals(name) && reached.name().equals(method));
    }

    /** Whether a method of this name that takes so many parameters is reached. */
    boolean calls(Class<?> owner, String method, int parameters) {
      String name = Type.getInternalName(owner);
      return methods.stream()
          .anyMatch(
              reached ->
                  reached.owner().equals(name)
                      && reached.name().equals(method)
                      && Type.getArgumentTypes(reached.descriptor()).length == parameters);
    }
  }

  /**
   * Follows the code of a handler.
   *
   * @param decides whether the handler may decide commands; a read does not
   */
  Reached from(Method handler, boolean decides) {
    Search search = new Search(decides);
    search.add(
        new MethodReference(
            Type.getInternalName(handler.getDeclaringClass()),
            handler.getName(),
            Type.getMethodDescriptor(handler)));
    for (Class<?> parameter : handler.getParameterTypes()) {
      if (parameter.isRecord() && decides) {
        search.initialise(Type.getInternalName(parameter), "<init>");
      }
    }
    search.run();
    return new Reached(search.problems, search.codes, search.reached);
  }

  private ClassCode code(String owner) {
    return classes.computeIfAbsent(owner, name -> ClassCode.of(name, loader));
  }

  private Optional<ProblemDefinition> problem(FieldReference constant) {
    return constants.computeIfAbsent(constant, this::loaded);
  }

  private Optional<ProblemDefinition> loaded(FieldReference constant) {
    return type(constant.owner())
        .filter(owner -> owner.isEnum() && ProblemDefinition.class.isAssignableFrom(owner))
        .flatMap(
            owner ->
                List.of(owner.getEnumConstants()).stream()
                    .filter(value -> ((Enum<?>) value).name().equals(constant.name()))
                    .map(ProblemDefinition.class::cast)
                    .findFirst());
  }

  private Optional<Class<?>> type(String internalName) {
    try {
      return Optional.of(Class.forName(internalName.replace('/', '.'), false, loader));
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  private static boolean isCommand(String internalName) {
    int nested = internalName.indexOf('$');
    return nested > 0 && internalName.substring(0, nested).endsWith("Command");
  }

  private final class Search {

    private final boolean decides;
    private final Set<ProblemDefinition> problems = new LinkedHashSet<>();
    private final Set<String> codes = new LinkedHashSet<>();
    private final Set<MethodReference> reached = new LinkedHashSet<>();
    private final Set<String> instances = new HashSet<>();
    private final Map<String, List<MethodReference>> waiting = new HashMap<>();
    private final Deque<MethodReference> open = new ArrayDeque<>();

    Search(boolean decides) {
      this.decides = decides;
    }

    void run() {
      while (!open.isEmpty()) {
        follow(open.removeFirst());
      }
    }

    void add(MethodReference called) {
      @Nullable String command = awaited(called);
      if (command != null) {
        waiting.computeIfAbsent(command, _ -> new ArrayList<>()).add(called);
      } else if (reached.add(called)) {
        open.addLast(called);
      }
    }

    /** A command that the method takes and that nothing has made so far. */
    private @Nullable String awaited(MethodReference called) {
      for (Type argument : Type.getArgumentTypes(called.descriptor())) {
        if (argument.getSort() == Type.OBJECT
            && isCommand(argument.getInternalName())
            && isFinal(argument.getInternalName())
            && !instances.contains(argument.getInternalName())) {
          return argument.getInternalName();
        }
      }
      return null;
    }

    private boolean isFinal(String internalName) {
      return type(internalName).filter(Class::isRecord).isPresent();
    }

    private void follow(MethodReference called) {
      ClassCode owner = code(called.owner());
      @Nullable MethodCode body = owner.methods().get(called.key());
      if (body == null) {
        owner.parents().forEach(p -> inherit(p, called));
        permitted(called).forEach(subtype -> inherit(subtype, called));
        return;
      }
      body.instances().forEach(this::made);
      body.calls().stream().filter(this::followed).forEach(this::add);
      for (FieldReference constant : body.constants()) {
        problem(constant)
            .ifPresentOrElse(problems::add, () -> initialise(constant.owner(), "<clinit>"));
      }
      if (body.instances().contains(REJECTION)) {
        codes.addAll(body.texts());
      }
      if (decides && !called.name().equals("<init>")) {
        body.fields().stream()
            .filter(field -> field.equals(called.owner()))
            .forEach(field -> initialise(field, "<init>"));
      }
    }

    private boolean followed(MethodReference called) {
      return decides || !called.name().equals("decide");
    }

    /** The method in a superclass, an interface or an implementation. */
    private void inherit(String type, MethodReference called) {
      add(new MethodReference(type, called.name(), called.descriptor()));
    }

    private List<String> permitted(MethodReference called) {
      return type(called.owner())
          .map(Class::getPermittedSubclasses)
          .map(subclasses -> List.of(subclasses).stream().map(Type::getInternalName).toList())
          .orElse(List.of());
    }

    private void made(String type) {
      if (instances.add(type)) {
        List<MethodReference> now = waiting.remove(type);
        if (now != null) {
          now.forEach(this::add);
        }
      }
    }

    void initialise(String type, String initialiser) {
      code(type).methods().keySet().stream()
          .filter(key -> key.startsWith(initialiser))
          .forEach(
              key ->
                  add(new MethodReference(type, initialiser, key.substring(initialiser.length()))));
    }
  }
}

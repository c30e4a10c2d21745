package florin.journal.interleaving;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Puts a call into the classes of Reactor and of the runtime before each access to an atomic or
 * volatile variable and around each monitor. Outside of {@link ControlledThreads} the calls have no
 * effect.
 */
public final class ThreadSwitches {

  private static final ClassDesc SWITCHES = ThreadSwitches.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /** Reads class files and loads no class. */
  private static final ClassFile.ClassHierarchyResolverOption CLASSES =
      ClassFile.ClassHierarchyResolverOption.of(
          ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader()).cached());

  private static boolean installed;

  private ThreadSwitches() {}

  /** Called by the changed classes. */
  public static void point() {
    ControlledThreads running = ControlledThreads.running();
    if (running != null) {
      running.point();
    }
  }

  /** Called by the changed classes after a monitor is entered. */
  public static void locked() {
    ControlledThreads running = ControlledThreads.running();
    if (running != null) {
      running.locked(1);
    }
  }

  /** Called by the changed classes before a monitor is left. */
  public static void unlocking() {
    ControlledThreads running = ControlledThreads.running();
    if (running != null) {
      running.locked(-1);
    }
  }

  /** The method of the JDK that makes a virtual thread with a scheduler of its own. */
  static Method constructorOfThreads() {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(ThreadSwitches.class.getModule())),
        Set.of(),
        Map.of());
    try {
      Method method =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static synchronized void install() {
    if (installed) {
      return;
    }
    installed = true;
    Instrumentation instrumentation = ByteBuddyAgent.install();
    instrumentation.addTransformer(new Transformer(), true);
    Class<?>[] loaded =
        Arrays.stream(instrumentation.getAllLoadedClasses())
            .filter(type -> isChanged(type.getName().replace('.', '/')))
            .filter(instrumentation::isModifiableClass)
            .toArray(Class<?>[]::new);
    try {
      instrumentation.retransformClasses(loaded);
    } catch (UnmodifiableClassException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static boolean isChanged(String type) {
    return type.startsWith("reactor/core/publisher/")
        || type.startsWith("florin/journal/") && !type.startsWith("florin/journal/interleaving/");
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader,
        String type,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] bytes) {
      if (type == null || !isChanged(type)) {
        return null;
      }
      try {
        ClassFile classFile = ClassFile.of(CLASSES);
        ClassModel model = classFile.parse(bytes);
        Set<String> volatiles =
            model.fields().stream()
                .filter(field -> field.flags().has(AccessFlag.VOLATILE))
                .map(field -> field.fieldName().stringValue())
                .collect(Collectors.toSet());
        return classFile.transformClass(
            model,
            ClassTransform.transformingMethodBodies(
                method -> !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
                points(volatiles)));
      } catch (RuntimeException unresolved) {
        return null; // a class that refers to one that is not on the class path
      }
    }
  }

  private static CodeTransform points(Set<String> volatiles) {
    return (code, element) -> {
      if (isShared(element, volatiles)) {
        code.invokestatic(SWITCHES, "point", NOTHING);
        code.with(element);
      } else if (element instanceof MonitorInstruction monitor) {
        aroundMonitor(code, monitor);
      } else {
        code.with(element);
      }
    };
  }

  private static boolean isShared(CodeElement element, Set<String> volatiles) {
    return switch (element) {
      case InvokeInstruction call ->
          call.owner().asInternalName().startsWith("java/util/concurrent/atomic/");
      case FieldInstruction field -> volatiles.contains(field.name().stringValue());
      default -> false;
    };
  }

  private static void aroundMonitor(CodeBuilder code, MonitorInstruction monitor) {
    if (monitor.opcode() == Opcode.MONITORENTER) {
      code.invokestatic(SWITCHES, "point", NOTHING);
      code.with(monitor);
      code.invokestatic(SWITCHES, "locked", NOTHING);
    } else {
      code.invokestatic(SWITCHES, "unlocking", NOTHING);
      code.with(monitor);
    }
  }
}

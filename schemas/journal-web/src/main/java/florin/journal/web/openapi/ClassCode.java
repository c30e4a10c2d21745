package florin.journal.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/**
 * The references in the byte code of one class, by method.
 *
 * @param parents the superclass and the interfaces, by internal name
 * @param methods by name and descriptor
 */
record ClassCode(List<String> parents, Map<String, MethodCode> methods) {

  private static final String OWN = "florin/";

  /** A method by the internal name of its class, its name and its descriptor. */
  record MethodReference(String owner, String name, String descriptor) {

    String key() {
      return name + descriptor;
    }
  }

  /** A field by the internal name of its class and its name. */
  record FieldReference(String owner, String name) {}

  /**
   * The references of one method to classes of Florin.
   *
   * @param calls methods that it calls, or passes as functions
   * @param constants static fields that it reads
   * @param instances classes of which it makes an instance
   * @param fields classes whose instance fields it reads
   * @param texts text constants
   */
  record MethodCode(
      List<MethodReference> calls,
      List<FieldReference> constants,
      List<String> instances,
      List<String> fields,
      List<String> texts) {

    MethodCode() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /** Reads a class; a class without byte code at hand has no references. */
  static ClassCode of(String name, ClassLoader loader) {
    try (InputStream code = loader.getResourceAsStream(name + ".class")) {
      if (code == null) {
        return new ClassCode(List.of(), Map.of());
      }
      Reader reader = new Reader();
      new ClassReader(code).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return new ClassCode(reader.parents, reader.methods);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static boolean isOwn(String internalName) {
    return internalName.startsWith(OWN);
  }

  private static final class Reader extends ClassVisitor {

    private final List<String> parents = new ArrayList<>();
    private final Map<String, MethodCode> methods = new HashMap<>();

    Reader() {
      super(SpringAsmInfo.ASM_VERSION);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String[] interfaces) {
      if (superName != null && isOwn(superName)) {
        parents.add(superName);
      }
      for (String one : interfaces) {
        if (isOwn(one)) {
          parents.add(one);
        }
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodCode code = new MethodCode();
      if ((access & Opcodes.ACC_ABSTRACT) == 0) {
        methods.put(name + descriptor, code);
      }
      return new References(code);
    }
  }

  private static final class References extends MethodVisitor {

    private final MethodCode code;

    References(MethodCode code) {
      super(SpringAsmInfo.ASM_VERSION);
      this.code = code;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      call(owner, name, descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
          call(handle.getOwner(), handle.getName(), handle.getDesc());
          if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            instance(handle.getOwner());
          }
        }
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (!isOwn(owner)) {
        return;
      }
      if (opcode == Opcodes.GETSTATIC) {
        code.constants().add(new FieldReference(owner, name));
      } else if (opcode == Opcodes.GETFIELD) {
        code.fields().add(owner);
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text) {
        code.texts().add(text);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW) {
        instance(type);
      }
    }

    private void instance(String type) {
      if (isOwn(type)) {
        code.instances().add(type);
      }
    }

    private void call(String owner, String name, String descriptor) {
      if (isOwn(owner)) {
        code.calls().add(new MethodReference(owner, name, descriptor));
      }
    }
  }
}

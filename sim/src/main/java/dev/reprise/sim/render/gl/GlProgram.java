package dev.reprise.sim.render.gl;

import static org.lwjgl.opengl.GL33C.GL_COMPILE_STATUS;
import static org.lwjgl.opengl.GL33C.GL_FALSE;
import static org.lwjgl.opengl.GL33C.GL_FRAGMENT_SHADER;
import static org.lwjgl.opengl.GL33C.GL_LINK_STATUS;
import static org.lwjgl.opengl.GL33C.GL_VERTEX_SHADER;
import static org.lwjgl.opengl.GL33C.glAttachShader;
import static org.lwjgl.opengl.GL33C.glCompileShader;
import static org.lwjgl.opengl.GL33C.glCreateProgram;
import static org.lwjgl.opengl.GL33C.glCreateShader;
import static org.lwjgl.opengl.GL33C.glDeleteShader;
import static org.lwjgl.opengl.GL33C.glGetProgramInfoLog;
import static org.lwjgl.opengl.GL33C.glGetProgrami;
import static org.lwjgl.opengl.GL33C.glGetShaderInfoLog;
import static org.lwjgl.opengl.GL33C.glGetShaderi;
import static org.lwjgl.opengl.GL33C.glGetUniformLocation;
import static org.lwjgl.opengl.GL33C.glLinkProgram;
import static org.lwjgl.opengl.GL33C.glShaderSource;
import static org.lwjgl.opengl.GL33C.glUniform1f;
import static org.lwjgl.opengl.GL33C.glUniform1i;
import static org.lwjgl.opengl.GL33C.glUniform2f;
import static org.lwjgl.opengl.GL33C.glUniform3f;
import static org.lwjgl.opengl.GL33C.glUniform4f;
import static org.lwjgl.opengl.GL33C.glUniformMatrix4fv;
import static org.lwjgl.opengl.GL33C.glUniformMatrix4x3fv;
import static org.lwjgl.opengl.GL33C.glUseProgram;

import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A vertex and a fragment shader, from the files of this package, and their uniforms by name. */
final class GlProgram {
    private final int program;
    private final Map<String, Integer> locations = new HashMap<>();
    private final float[] place = new float[12];

    /** Of {@code name.vert} and {@code name.frag}. */
    GlProgram(String name) {
        program = glCreateProgram();
        int vertex = shader(GL_VERTEX_SHADER, name + ".vert");
        int fragment = shader(GL_FRAGMENT_SHADER, name + ".frag");
        glAttachShader(program, vertex);
        glAttachShader(program, fragment);
        glLinkProgram(program);
        if (glGetProgrami(program, GL_LINK_STATUS) == GL_FALSE) {
            throw new GlException("the shaders '" + name + "' do not link here: " + glGetProgramInfoLog(program));
        }
        glDeleteShader(vertex);
        glDeleteShader(fragment);
    }

    private static int shader(int type, String file) {
        int shader = glCreateShader(type);
        glShaderSource(shader, read(file));
        glCompileShader(shader);
        if (glGetShaderi(shader, GL_COMPILE_STATUS) == GL_FALSE) {
            throw new GlException("the shader " + file + " does not compile here: " + glGetShaderInfoLog(shader));
        }
        return shader;
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(GlProgram.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    GlProgram use() {
        glUseProgram(program);
        return this;
    }

    private int at(String name) {
        return locations.computeIfAbsent(name, key -> glGetUniformLocation(program, key));
    }

    GlProgram set(String name, int value) {
        glUniform1i(at(name), value);
        return this;
    }

    GlProgram set(String name, double value) {
        glUniform1f(at(name), (float) value);
        return this;
    }

    GlProgram set(String name, double x, double y) {
        glUniform2f(at(name), (float) x, (float) y);
        return this;
    }

    GlProgram set(String name, double x, double y, double z) {
        glUniform3f(at(name), (float) x, (float) y, (float) z);
        return this;
    }

    GlProgram set(String name, Vector3 v) {
        return set(name, v.x(), v.y(), v.z());
    }

    /** Red, green and blue as they are. */
    GlProgram set(String name, Rgba colour) {
        return set(name, colour.r(), colour.g(), colour.b());
    }

    /** As shown to linear light; alpha stays. */
    GlProgram setLinear(String name, Rgba shown) {
        glUniform4f(at(name), shown.r() * shown.r(), shown.g() * shown.g(), shown.b() * shown.b(), shown.a());
        return this;
    }

    GlProgram setMatrix(String name, float[] columns) {
        glUniformMatrix4fv(at(name), false, columns);
        return this;
    }

    /** Twelve numbers of a row of places. */
    GlProgram setPlace(String name, float[] places, int offset) {
        System.arraycopy(places, offset, place, 0, place.length);
        glUniformMatrix4x3fv(at(name), false, place);
        return this;
    }
}

package dev.reprise.agents.export;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.dl4j.Dl4jGraph;
import dev.reprise.agents.nn.dl4j.Dl4jGraphReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A policy as a DL4J model zip, which any DL4J application opens with {@code ModelSerializer}. An entry that DL4J
 * passes over says what the policy's numbers mean. Neither way loads a native library or deserialises Java objects.
 */
public final class PolicyZip {
    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";
    static final String CONTRACT = "reprise.json";

    /** About ten thousand heads. */
    private static final int MAX_TEXT_BYTES = 16 << 20;
    /** Half a gigabyte; keeps a damaged size from exhausting the memory. */
    private static final int MAX_PARAMETERS = 1 << 27;

    private PolicyZip() {}

    /**
     * Writes a policy. The file appears whole or not at all, in place of an older one; the same policy gives the same
     * bytes.
     *
     * @throws IllegalArgumentException when there are no heads, when the parameters are not the network's, or when the
     *     network or the contract is too large
     */
    public static void write(Path file, NetworkSpec network, ParameterVector parameters, String contractJson)
            throws IOException {
        if (parameters.values().length != parameterCount(network)) {
            throw new IllegalArgumentException("a network of " + parameterCount(network)
                    + " parameters cannot be exported with " + parameters.values().length);
        }
        byte[] configuration = bytes(Dl4jGraph.configuration(network).toJson());
        byte[] contract = bytes(contractJson);
        StoredZip.write(file, zip -> {
            zip.add(CONFIGURATION, configuration);
            zip.add(COEFFICIENTS, Coefficients.encode(parameters.values()));
            zip.add(CONTRACT, contract);
        });
    }

    /**
     * Reads a policy that {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the file is damaged or holds something else; its message names the file and
     *     says what is wrong
     * @throws IOException when there is no such file or it cannot be read
     */
    public static Policy read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            NetworkSpec network = Dl4jGraphReader.read(text(zip, CONFIGURATION));
            int count = parameterCount(network);
            float[] values = Coefficients.decode(read(zip, COEFFICIENTS, Coefficients.size(count)), count);
            ParameterVector parameters = ParameterVector.wrap(ParameterLayout.of(network), values);
            return new Policy(network, parameters, text(zip, CONTRACT));
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(file + " is not a policy: it is no zip file, or a damaged one", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a policy: " + e.getMessage(), e);
        }
    }

    private static int parameterCount(NetworkSpec network) {
        // In doubles: a damaged file's sizes must not overflow on the way to the refusal.
        double count = 0;
        double inputs = network.inputs();
        for (int layer = 0; layer < network.widths().size(); layer++) {
            int width = network.widths().get(layer);
            count += (inputs + (network.trunk().normalised(layer) ? 2 : 1)) * width;
            inputs = width;
        }
        count += (inputs + 1) * network.headOutputs() * network.heads().size();
        if (count > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "a network of " + (long) count + " parameters is too large, the limit is " + MAX_PARAMETERS);
        }
        return (int) count;
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a policy's description of " + bytes.length + " bytes is too long");
        }
        return bytes;
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(read(zip, name, MAX_TEXT_BYTES), StandardCharsets.UTF_8);
    }

    private static byte[] read(ZipFile zip, String name, long mostBytes) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) mostBytes + 1);
        }
        if (bytes.length > mostBytes) {
            throw new IllegalArgumentException("its " + name + " is longer than " + mostBytes + " bytes");
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (checksum.getValue() != entry.getCrc()) {
            throw new IllegalArgumentException("its " + name + " is damaged: the checksum differs");
        }
        return bytes;
    }
}

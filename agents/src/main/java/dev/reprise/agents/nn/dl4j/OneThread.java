package dev.reprise.agents.nn.dl4j;

import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Lets ND4J and its BLAS compute in the calling thread alone: at a policy's sizes more threads make a pass slower, and
 * another number of threads gives other last bits. BLAS's setting holds for the whole process, ND4J's own for the
 * calling thread, so both are seen to before each pass.
 */
final class OneThread {
    private OneThread() {}

    static synchronized void use() {
        // Nd4j before the holder of its native library: the holder is empty until Nd4j has been touched.
        Blas blas = Nd4j.factory().blas();
        if (blas.getMaxThreads() != 1) {
            blas.setMaxThreads(1);
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
}

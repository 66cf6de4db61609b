package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.junit.jupiter.api.Test;

class FlushedRepliesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicLong flushed = new AtomicLong(10);
    private final Sent sent = new Sent();

    private FlushedReplies<AppendEntriesRequestProto, AppendEntriesReplyProto> replies(
            Duration patience) {
        return new FlushedReplies<>(sent, flushed::get, patience);
    }

    private static AppendEntriesReplyProto reply(AppendResult result, long matchIndex) {
        return AppendEntriesReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder().setCallId(7).setSuccess(true))
                .setTerm(3)
                .setNextIndex(matchIndex + 1)
                .setResult(result)
                .setMatchIndex(matchIndex)
                .setFollowerCommit(9)
                .build();
    }

    @Test
    void whatIsFlushedIsSaidAtOnce() {
        var reply = reply(AppendResult.SUCCESS, 10);

        replies(Duration.ZERO).sendMessage(reply);

        assertThat(sent.messages).containsExactly(reply);
    }

    @Test
    void answersThatVouchForNothingAreLeftAlone() {
        var heartbeat = reply(AppendResult.SUCCESS, -1);
        var refusal = reply(AppendResult.INCONSISTENCY, 11);
        flushed.set(-1);

        replies(Duration.ZERO).sendMessage(heartbeat);
        replies(Duration.ZERO).sendMessage(refusal);

        assertThat(sent.messages).containsExactly(heartbeat, refusal);
    }

    @Test
    void whatIsNotFlushedIsSaidWhenItIs() throws Exception {
        var reply = reply(AppendResult.SUCCESS, 11);
        var sending = Thread.ofVirtual().start(() -> replies(LONG).sendMessage(reply));
        await().until(() -> sending.getState() == Thread.State.TIMED_WAITING);
        assertThat(sent.messages).isEmpty();

        flushed.set(11);

        assertThat(sending.join(Duration.ofSeconds(10))).isTrue();
        assertThat(sent.messages).containsExactly(reply);
    }

    @Test
    void whatIsNotFlushedInTimeIsAskedForAgain() {
        replies(Duration.ofMillis(5)).sendMessage(reply(AppendResult.SUCCESS, 12));

        assertThat(sent.messages)
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.getResult()).isEqualTo(AppendResult.INCONSISTENCY);
                    assertThat(reply.getNextIndex()).isEqualTo(11);
                    assertThat(reply.getMatchIndex()).isEqualTo(-1);
                    assertThat(reply.getServerReply().getSuccess()).isFalse();
                    assertThat(reply.getServerReply().getCallId()).isEqualTo(7);
                    assertThat(reply.getTerm()).isEqualTo(3);
                });
    }

    /** Keeps what a call was told to send. */
    private static final class Sent
            extends ServerCall<AppendEntriesRequestProto, AppendEntriesReplyProto> {

        private final List<AppendEntriesReplyProto> messages = new CopyOnWriteArrayList<>();

        @Override
        public void sendMessage(AppendEntriesReplyProto message) {
            messages.add(message);
        }

        @Override
        public void request(int numMessages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<AppendEntriesRequestProto, AppendEntriesReplyProto>
                getMethodDescriptor() {
            return RaftServerProtocolServiceGrpc.getAppendEntriesMethod();
        }
    }
}

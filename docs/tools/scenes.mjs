// Scenes for those lessons of which lessons/course.json has none that shows the symptom from outside:
// they bring the server to where its mistake is, and a tool may see what a client cannot.
import { connect as connectTo, createServer } from "node:net";

import { start } from "./programs.mjs";

const patience = 60_000;  // milliseconds; under a tool everything takes long
const lastWords = 30_000;

export const scenes = {
    "02": {
        AFullBufferIsNotOverfull: async (server) => {
            const a = await server.connects();
            await server.hears(a, "hello");
            await server.hears(a, "f".repeat(256));
        },
        NothingIsPrintedThatNobodySaid: async (server) => {
            const a = await server.connects();
            await server.hears(a, "sunday");
            await server.hears(a, "hi");
        },
    },
    "07": {
        AThousandClientsNeedNoThousandEvents: async (server) => {
            for (let i = 0; i < 5; ++i) await leaves(await server.connects());
        },
    },
    // Whoever says nothing costs a second in each turn, so everybody talks until the last has come.
    "08": {
        WhoFindsNoRoomCostsNobody: async (server) => {
            let first;
            for (let i = 1; i <= 65; ++i) {
                const client = await server.connects();
                first ??= client;
                await Promise.race([server.hears(client, `(client ${i})`), isSentAway(client)]);
                goesOnTalking(client);
            }
            // Said often, so that one of them comes through in one piece.
            await server.hears(first, "(still here)".repeat(40), "(still here)");
        },
    },
    "10": {
        TenSilentClientsDoNotCostTenSeconds: async (server) => {
            const a = await server.connects();
            const silent = [];
            for (let i = 0; i < 10; ++i) silent.push(await server.connects());
            await server.hears(a, "one");
            await server.hears(a, "two");
            // Now all of them are inside, in each run.
            for (const [i, client] of silent.entries()) await server.hears(client, `(client ${i})`);
        },
    },
    "11": {
        AWordIsHeardWhileAnotherGoesOn: async (server) => {
            const a = await server.connects();
            const b = await server.connects();
            a.write("m".repeat(24000));
            await server.hears(b, "help");
        },
    },
};

// play(scene, command): starts the server, acts its clients, asks it to end. Says what became of it:
// nothing, or that it did not do what was waited for.
export async function play(scene, command, env) {
    const server = await Server.started(command, env);
    const found = [];
    try {
        await server.isThere();
        await scene(server);
    } catch (error) {
        if (!(error instanceof NeverCame)) throw error;
        found.push(error.message);
    } finally {
        await server.ends();
    }
    return found;
}

class NeverCame extends Error {}

class Server {
    static async started(command, env) {
        const server = new Server();
        server.port = await freePort();
        server.printed = "";
        server.clients = [];
        server.watchers = new Set();
        server.process = start([...command, String(server.port)], env);
        server.ended = new Promise((resolve, reject) => {
            server.process.on("error", reject);
            server.process.on("exit", resolve);
        });
        server.process.stdout.setEncoding("latin1").on("data", (text) => {
            server.printed = (server.printed + text).slice(-100_000);
            for (const look of server.watchers) look();
        });
        return server;
    }

    isThere() { return this.prints("Listening on"); }

    async connects() {
        const client = connectTo({ host: "127.0.0.1", port: this.port, allowHalfOpen: true });
        this.clients.push(client);
        client.on("error", () => client.destroy());  // cut off: shows as its end
        client.on("data", () => {});
        await this.within("a client connects", new Promise((resolve) => client.once("connect", resolve)));
        return client;
    }

    // The client says it, and the server prints it.
    hears(client, word, shown = word) {
        const printed = this.prints(shown);
        if (!client.destroyed) client.write(word);
        return printed;
    }

    async prints(text) {
        let look;
        const shown = new Promise((resolve) => {
            look = () => { if (this.printed.includes(text)) resolve(); };
            this.watchers.add(look);
            look();
        });
        try {
            await this.within(`"${text.slice(0, 20)}" is printed`, shown);
        } finally {
            this.watchers.delete(look);
        }
    }

    // Waits for what must happen, but not for ever, and not for a server that has ended.
    async within(what, happening) {
        let timer;
        const late = new Promise((_, reject) => {
            timer = setTimeout(() => reject(new NeverCame(`never: ${what}`)), patience);
        });
        const gone = this.ended.then(() => { throw new NeverCame("the server has ended"); });
        gone.catch(() => {});
        try {
            await Promise.race([happening, gone, late]);
        } finally {
            clearTimeout(timer);
        }
    }

    async ends() {
        this.process.kill("SIGTERM");
        const timer = setTimeout(() => this.process.kill("SIGKILL"), lastWords);
        await this.ended;
        clearTimeout(timer);
        for (const client of this.clients) client.destroy();
    }
}

// The client has nothing more to say, and waits until the server closes, too.
const leaves = (client) => {
    client.end();
    return isSentAway(client);
};

const isSentAway = (client) => new Promise((resolve) => {
    if (client.destroyed || client.readableEnded) resolve();
    client.once("end", resolve).once("close", resolve);
});

function goesOnTalking(client) {
    const talk = () => {
        while (!client.destroyed && client.write("x".repeat(8000)));
    };
    client.on("drain", talk);
    talk();
}

async function freePort() {
    const probe = createServer();
    await new Promise((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
    const { port } = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    return port;
}
